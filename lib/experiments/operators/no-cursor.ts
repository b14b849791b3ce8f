import * as z from 'zod/mini';
import { formatCount } from '@/lib/figures/format';
import { tickSchema } from '@/lib/market/tick';
import { operatorExperiment, type RunVerdict } from './operator-experiment';

const EVERY_MS = 500;
const POLLS = 10;

const answerSchema = z.object({ ticks: z.array(tickSchema) });

/** Which prices a client has seen, by their numbers, of those made from `first` to `last`. */
export interface Polled {
  first: number;
  last: number;
  polls: number;
  without: readonly number[];
  with: readonly number[];
}

/** Two clients that ask at the same moments: one for the newest price, one for all after its cursor. */
export const noCursor = operatorExperiment<Polled>({
  id: 'no-cursor',
  seconds: (EVERY_MS * POLLS) / 1000,
  market: { rate: 10, symbols: 4 },

  async measure(run, show) {
    const ask = async (address: string) => {
      const response = await fetch(address, { signal: run.signal, cache: 'no-store' });
      return z.parse(answerSchema, await response.json()).ticks.map(({ seq }) => seq);
    };
    const latest = () => ask(run.address('latest', 'latest'));
    const after = (cursor: number) => ask(`${run.technique('poll')}?since=${cursor}`);
    const began = (await latest()).at(-1) ?? 0;
    const without: number[] = [];
    const all: number[] = [];
    let polled: Polled = { first: began + 1, last: began, polls: 0, without, with: all };
    for (let poll = 1; poll <= POLLS; poll++) {
      await run.sleep(EVERY_MS);
      const [newest, missed] = await Promise.all([latest(), after(all.at(-1) ?? began)]);
      // What was made between the two answers counts for neither.
      const last = Math.min(newest.at(-1) ?? began, missed.at(-1) ?? all.at(-1) ?? began);
      without.push(...newest.filter((seq) => seq > began && !without.includes(seq)));
      all.push(...missed);
      polled = { ...polled, last, polls: poll, without: [...without], with: [...all] };
      show(polled);
    }
    return polled;
  },

  table: (polled) => ({
    columns: ['Prices made', 'Seen', 'Never seen'],
    rows: [
      { name: 'asks for the newest price', cells: cellsOf(polled, polled.without) },
      { name: 'asks for all after its cursor', cells: cellsOf(polled, polled.with) },
    ],
  }),

  verdict: noCursorVerdict,
});

function madeOf({ first, last }: Polled): number {
  return Math.max(0, last - first + 1);
}

function lostOf(polled: Polled, seen: readonly number[]): number {
  const within = new Set(seen.filter((seq) => seq >= polled.first && seq <= polled.last));
  return madeOf(polled) - within.size;
}

function cellsOf(polled: Polled, seen: readonly number[]): string[] {
  const lost = lostOf(polled, seen);
  return [madeOf(polled), madeOf(polled) - lost, lost].map(formatCount);
}

/** Without a cursor prices are lost between polls, with it none. */
export function noCursorVerdict(polled: Polled): RunVerdict {
  const made = madeOf(polled);
  if (made === 0) return { kind: 'cannot tell', words: 'No price was made between the polls.' };
  const lost = lostOf(polled, polled.without);
  const lostWith = lostOf(polled, polled.with);
  const words = `Of ${formatCount(made)} prices in ${formatCount(polled.polls)} polls, the client without a cursor never saw ${formatCount(lost)}, the one with a cursor ${formatCount(lostWith)}.`;
  return { kind: lost > 0 && lostWith === 0 ? 'so' : 'not so', words };
}
