import { formatCountOf } from '@/lib/figures/format';
import { operatorExperiment, type RunVerdict } from './operator-experiment';
import type { Run } from './run';

const WATCHED_MS = 3000;
const EVERY_MS = 200;

/** What came of a stream. */
export interface Typed {
  name: string;
  /** Events, or pieces that were read. */
  received: number;
  /** Whether its reader has given it up for good. */
  gaveUp: boolean;
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
  seconds: WATCHED_MS / 1000,
  market: { rate: 0, symbols: 1 },

  async measure(run, show) {
    const began = performance.now();
    const measured: Typed[] = lanes.map(({ name }) => ({ name, received: 0, gaveUp: false, requests: 0 }));
    lanes.forEach(({ as, type }, index) => {
      const typed = measured[index];
      if (!typed) return;
      const address = run.address('stream', as, { every: EVERY_MS, type });
      if (as === 'fetched') void read(run, address, typed);
      else listen(run, address, typed);
    });
    while (performance.now() - began < WATCHED_MS) {
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
      cells: [`${requests}`, `${received}`, gaveUp ? 'given up for good' : 'goes on'],
    })),
  }),

  verdict: contentTypeVerdict,
});

function listen(run: Run, address: string, typed: Typed): void {
  const source = new EventSource(address);
  source.onmessage = () => {
    typed.received++;
  };
  source.onerror = () => {
    typed.gaveUp = source.readyState === EventSource.CLOSED;
  };
  run.signal.addEventListener('abort', () => source.close());
}

async function read(run: Run, address: string, typed: Typed): Promise<void> {
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
  if (!run.signal.aborted) typed.gaveUp = true;
}

/** EventSource gives a stream of another type up at once; the bytes are no worse. */
export function contentTypeVerdict(streams: readonly Typed[]): RunVerdict {
  const [right, wrong, fetched] = streams;
  if (!right || !wrong || !fetched || right.received === 0)
    return { kind: 'cannot tell', words: 'Nothing came under the right type either.' };
  const words = `As text/event-stream EventSource got ${formatCountOf(right.received, 'event')}; as text/plain ${formatCountOf(wrong.received, 'event')}, after ${formatCountOf(wrong.requests, 'request')}, and ${wrong.gaveUp ? 'gave up for good' : 'did not give up'}. By fetch the same stream brought ${formatCountOf(fetched.received, 'event')}.`;
  const isSo = wrong.received === 0 && wrong.gaveUp && wrong.requests === 1;
  return { kind: isSo ? 'so' : 'not so', words };
}
