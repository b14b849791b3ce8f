import { formatCountOf, formatMs } from '@/lib/figures/format';
import { operatorExperiment, type RunVerdict } from './operator-experiment';

const WATCHED_MS = 3000;

/** How a connection fared. Times in ms from when it was begun. */
export interface Fared {
  opened: number | null;
  messages: number;
  /** How it ended, where it did before its time: when, and the code that the page is told, null where it has none. */
  ended: { after: number; code: number | null; reason: string } | null;
}

export interface WithoutUpgrade {
  direct: Fared;
  through: Fared;
  stream: Fared;
}

const names = {
  direct: 'WebSocket, straight to the server',
  through: 'WebSocket, through the proxy',
  stream: 'SSE, through the same proxy',
} as const;

/** A proxy that does not pass Upgrade on: a WebSocket through it, one past it, and a stream through it. */
export const noUpgrade = operatorExperiment<WithoutUpgrade>({
  id: 'no-upgrade',
  seconds: WATCHED_MS / 1000,
  market: { rate: 0, symbols: 1 },

  async measure(run, show) {
    const began = performance.now();
    const fared = (): Fared => ({ opened: null, messages: 0, ended: null });
    const measured: WithoutUpgrade = { direct: fared(), through: fared(), stream: fared() };
    const watch = (address: string, lane: Fared) => {
      const socket = run.socket(address);
      socket.onopen = () => {
        lane.opened = performance.now() - began;
      };
      socket.onmessage = () => {
        lane.messages++;
      };
      socket.onclose = ({ code, reason }) => {
        if (!run.signal.aborted) lane.ended = { after: performance.now() - began, code, reason };
      };
      run.signal.addEventListener('abort', () => socket.close());
    };
    watch(run.address('socket', 'direct', { every: 250 }), measured.direct);
    watch(run.through('no-upgrade', 'socket', 'through', { every: 250 }), measured.through);
    const source = new EventSource(run.through('no-upgrade', 'stream', 'stream', { every: 250 }));
    source.onopen = () => {
      measured.stream.opened ??= performance.now() - began;
    };
    source.onmessage = () => {
      measured.stream.messages++;
    };
    source.onerror = () => {
      measured.stream.ended ??= { after: performance.now() - began, code: null, reason: '' };
    };
    run.signal.addEventListener('abort', () => source.close());
    while (performance.now() - began < WATCHED_MS) {
      await run.sleep(250);
      show(structuredClone(measured));
    }
    return measured;
  },

  table: (measured) => ({
    columns: ['Opened after', 'Messages', 'What the page is told at the end'],
    rows: (['direct', 'through', 'stream'] as const).map((key) => {
      const { opened, messages, ended } = measured[key];
      return { name: names[key], cells: [formatMs(opened), `${messages}`, inWords(ended)] };
    }),
  }),

  verdict: noUpgradeVerdict,
});

function inWords(ended: Fared['ended']): string {
  if (!ended) return '–';
  const code = ended.code === null ? 'an error' : `code ${ended.code}, ${ended.reason || 'no reason'}`;
  return `${code}, after ${formatMs(ended.after)}`;
}

/** The WebSocket fails behind the proxy and nowhere else, and the stream comes through. */
export function noUpgradeVerdict({ direct, through, stream }: WithoutUpgrade): RunVerdict {
  if (direct.messages === 0)
    return { kind: 'cannot tell', words: 'Straight to the server no WebSocket opened either.' };
  const streamed = `SSE through the same proxy brought ${formatCountOf(stream.messages, 'message')}`;
  if (through.opened !== null)
    return { kind: 'not so', words: `The WebSocket opened through the proxy too; ${streamed}.` };
  const failed = `Through the proxy the WebSocket did not open: ${inWords(through.ended)}`;
  return { kind: stream.messages > 0 ? 'so' : 'not so', words: `${failed}. ${streamed}.` };
}
