import { formatMs } from '@/lib/figures/format';
import { operatorExperiment, type RunVerdict } from './operator-experiment';

const EVERY_MS = 250;
const COUNT = 16;

/** Waiting for the last of them ends then, ms. */
const PATIENCE_MS = EVERY_MS * COUNT + 3000;

/** Without a difference of so much between two typical values, none is claimed, ms. */
const DIFFERENCE_MS = 250;

/** How late each message of a connection was, from when the server wrote it, ms. */
export interface Lateness {
  name: string;
  late: readonly number[];
}

const lanes = [
  { name: 'SSE, straight to the server', what: 'stream', proxy: null, buffering: 'yes' },
  { name: 'SSE, through the proxy', what: 'stream', proxy: 'buffer', buffering: 'yes' },
  { name: 'the same with X-Accel-Buffering: no', what: 'stream', proxy: 'buffer', buffering: 'no' },
  { name: 'WebSocket, through the proxy', what: 'socket', proxy: 'buffer', buffering: 'yes' },
] as const;

/** A proxy that collects: the same sixteen messages straight, through it, with a header against it, and by WebSocket. */
export const buffering = operatorExperiment<readonly Lateness[]>({
  id: 'buffering',
  seconds: (EVERY_MS * COUNT) / 1000,
  market: { rate: 0, symbols: 1 },

  async measure(run, show) {
    const began = performance.now();
    const measured = lanes.map(({ name }): { name: string; late: number[] } => ({ name, late: [] }));
    lanes.forEach(({ what, proxy, buffering: header }, index) => {
      const late = measured[index]?.late ?? [];
      const query: Record<string, string | number> = { every: EVERY_MS };
      if (what === 'stream') Object.assign(query, { count: COUNT, buffering: header });
      const as = `lane-${index}`;
      const address = proxy ? run.through(proxy, what, as, query) : run.address(what, as, query);
      const connection = what === 'stream' ? new EventSource(address) : run.socket(address);
      // The server says when it wrote it, ms since it was asked.
      connection.onmessage = ({ data }: MessageEvent) => {
        late.push(performance.now() - began - Number(JSON.parse(String(data)).at));
        // It has an end, and EventSource would come back for more.
        if (late.length === COUNT) connection.close();
      };
      run.signal.addEventListener('abort', () => connection.close());
    });
    const isOver = () => measured.every(({ late }) => late.length === COUNT);
    while (!isOver() && performance.now() - began < PATIENCE_MS) {
      await run.sleep(250);
      show(structuredClone(measured));
    }
    return measured;
  },

  table: (connections) => ({
    columns: ['Messages', 'Typically late', 'Latest'],
    rows: connections.map(({ name, late }) => ({
      name,
      cells: [
        `${late.length}`,
        formatMs(typical(late)),
        formatMs(late.length > 0 ? Math.max(...late) : null),
      ],
    })),
  }),

  verdict: bufferingVerdict,
});

/** The middle one. */
function typical(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

/** Only the stream that nothing is said against is late. */
export function bufferingVerdict(connections: readonly Lateness[]): RunVerdict {
  const [direct = null, collected = null, asked = null, socket = null] = connections.map(({ late }) =>
    typical(late),
  );
  if (direct === null || collected === null || asked === null || socket === null)
    return { kind: 'cannot tell', words: 'Not every connection has brought its messages.' };
  const figures = `Typically late: straight ${formatMs(direct)}, through the proxy ${formatMs(collected)}, with the header ${formatMs(asked)}, by WebSocket ${formatMs(socket)}.`;
  if (collected - direct < DIFFERENCE_MS)
    return { kind: 'not so', words: `The proxy held nothing back that can be measured. ${figures}` };
  const passes = asked - direct < DIFFERENCE_MS && socket - direct < DIFFERENCE_MS;
  return { kind: passes ? 'so' : 'not so', words: figures };
}
