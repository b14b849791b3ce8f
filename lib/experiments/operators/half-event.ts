import { formatMs } from '@/lib/figures/format';
import { operatorExperiment, type RunVerdict } from './operator-experiment';

/** The event in whose middle the connection is cut comes after this one. */
const CUT_AFTER = 3;

/** With this event the run is over. */
const LAST = 6;

const PATIENCE_MS = 15_000;

/** What the page was told: an event with its number, or that the connection is lost. Times in ms from the beginning. */
export type Told =
  | {
      at: number;
      seq: number /** What the server was told as Last-Event-ID; null for nothing. */;
      resumed: number | null;
    }
  | { at: number; lost: true };

/** A stream that is cut in the middle of an event: what EventSource delivers, and what it asks for afterwards. */
export const halfEvent = operatorExperiment<readonly Told[]>({
  id: 'half-event',
  seconds: 4,
  market: { rate: 0, symbols: 1 },

  async measure(run, show) {
    const began = performance.now();
    const told: Told[] = [];
    let isOver = false;
    const tell = (event: Told) => {
      told.push(event);
      show([...told]);
    };
    const source = new EventSource(run.address('stream', 'cut', { every: 250, cut: CUT_AFTER, count: 50 }));
    source.onmessage = ({ data }) => {
      const { seq, resumed } = JSON.parse(data);
      tell({ at: performance.now() - began, seq, resumed });
      isOver = seq >= LAST;
    };
    source.onerror = () => tell({ at: performance.now() - began, lost: true });
    run.signal.addEventListener('abort', () => source.close());
    while (!isOver && performance.now() - began < PATIENCE_MS) await run.sleep(100);
    return told;
  },

  table: (told) => ({
    columns: ['After', 'Last-Event-ID of its request'],
    rows: told.map((event) => ({
      name: 'lost' in event ? 'error: the connection is lost' : `event ${event.seq}`,
      cells: [
        formatMs(event.at),
        'lost' in event ? '–' : event.resumed === null ? 'none' : `${event.resumed}`,
      ],
    })),
  }),

  verdict: halfEventVerdict,
});

/** Nothing of the half is delivered, and the event comes whole after the browser has come back by itself. */
export function halfEventVerdict(told: readonly Told[]): RunVerdict {
  const lost = told.find((event) => 'lost' in event);
  const events = told.filter((event) => 'seq' in event);
  const back = events.find(({ resumed }) => resumed !== null);
  if (!lost) return { kind: 'cannot tell', words: 'The connection was not cut.' };
  if (!back) return { kind: 'not so', words: 'The browser did not come back by itself.' };
  const inOrder = events.every(({ seq }, index) => seq === index + 1);
  const words = `The page was given the events ${events.map(({ seq }) => seq).join(', ')}. The cut came in the middle of event ${CUT_AFTER + 1}. ${formatMs(back.at - lost.at)} later the first event of a new request was there, which had asked with Last-Event-ID: ${back.resumed}.`;
  return { kind: inOrder && back.resumed === CUT_AFTER ? 'so' : 'not so', words };
}
