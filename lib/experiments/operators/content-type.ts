import { formatCountOf, formatMs } from '@/lib/figures/format';
import { operatorExperiment, type RunVerdict } from './operator-experiment';
import type { Run } from './run';

/** A browser may look at the first kilobyte before it decides, so it is given that soon. */
const EVERY_MS = 100;

/** So long it may take to decide, and so long it is watched for a second request afterwards, ms. */
const PATIENCE_MS = 8000;
const AFTERWARDS_MS = 1500;

/** What came of a stream. */
export interface Typed {
  name: string;
  /** Events, or pieces that were read. */
  received: number;
  /** When its reader gave it up for good, ms from the beginning; null if it has not. */
  gaveUp: number | null;
  /** Requests by the server's count. */
  requests: number;
}

const lanes = [
  { name: 'EventSource, text/event-stream', as: 'right', type: 'text/event-stream' },
  { name: 'EventSource, text/plain', as: 'wrong', type: 'text/plain' },
  { name: 'fetch, text/plain', as: 'fetched', type: 'text/plain' },
] as const;

/** The same bytes under two content types, read by EventSource, and by fetch. */
export const contentType = operatorExperiment<readonly Typed[]>({
  id: 'content-type',
  seconds: 4,
  market: { rate: 0, symbols: 1 },

  async measure(run, show) {
    const began = performance.now();
    const measured: Typed[] = lanes.map(({ name }) => ({ name, received: 0, gaveUp: null, requests: 0 }));
    lanes.forEach(({ as, type }, index) => {
      const typed = measured[index];
      if (!typed) return;
      const address = run.address('stream', as, { every: EVERY_MS, type });
      const gaveUp = () => {
        typed.gaveUp ??= performance.now() - began;
      };
      if (as === 'fetched') void read(run, address, typed, gaveUp);
      else listen(run, address, typed, gaveUp);
    });
    const until = () => (measured[1]?.gaveUp ?? PATIENCE_MS - AFTERWARDS_MS) + AFTERWARDS_MS;
    while (performance.now() - began < until()) {
      await run.sleep(500);
      const counts = await run.counts();
      lanes.forEach(({ as }, index) => {
        const typed = measured[index];
        if (typed) typed.requests = counts[as]?.requests ?? 0;
      });
      show(structuredClone(measured));
    }
    return measured;
  },

  table: (streams) => ({
    columns: ['Requests', 'Events', 'State'],
    rows: streams.map(({ name, requests, received, gaveUp }) => ({
      name,
      cells: [
        `${requests}`,
        `${received}`,
        gaveUp === null ? 'goes on' : `given up for good after ${formatMs(gaveUp)}`,
      ],
    })),
  }),

  verdict: contentTypeVerdict,
});

function listen(run: Run, address: string, typed: Typed, gaveUp: () => void): void {
  const source = new EventSource(address);
  source.onmessage = () => {
    typed.received++;
  };
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) gaveUp();
  };
  run.signal.addEventListener('abort', () => source.close());
}

async function read(run: Run, address: string, typed: Typed, gaveUp: () => void): Promise<void> {
  try {
    const { body } = await fetch(address, { signal: run.signal, cache: 'no-store' });
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      const events = (rest + piece.value).split('\n\n');
      rest = events.pop() ?? '';
      typed.received += events.filter((event) => event.includes('data:')).length;
    }
  } catch {
    // The run is over, and its stream with it.
  }
  if (!run.signal.aborted) gaveUp();
}

/** EventSource gives a stream of another type up at once; the bytes are no worse. */
export function contentTypeVerdict(streams: readonly Typed[]): RunVerdict {
  const [right, wrong, fetched] = streams;
  if (!right || !wrong || !fetched || right.received === 0)
    return { kind: 'cannot tell', words: 'Nothing came under the right type either.' };
  const words = `As text/event-stream EventSource got ${formatCountOf(right.received, 'event')}; as text/plain ${formatCountOf(wrong.received, 'event')}, after ${formatCountOf(wrong.requests, 'request')}, and ${wrong.gaveUp === null ? 'did not give up' : `gave up for good after ${formatMs(wrong.gaveUp)}`}. By fetch the same stream brought ${formatCountOf(fetched.received, 'event')}.`;
  const isSo = wrong.received === 0 && wrong.gaveUp !== null && wrong.requests === 1;
  return { kind: isSo ? 'so' : 'not so', words };
}
