import { formatCount } from '@/lib/figures/format';
import { operatorExperiment, type RunVerdict } from './operator-experiment';

/** Answers of so many bytes of body, with so many more of head than there would be anyway. */
const answers = [
  { head: 0, body: 62 },
  { head: 1000, body: 62 },
  { head: 0, body: 5000 },
  { head: 4000, body: 5000 },
] as const;

/** When the browser has nothing to say of an answer by then, it will not, ms. */
const PATIENCE_MS = 2000;

/** An answer, as the browser tells of it and as the server counts it, bytes. */
export interface Sized {
  body: number;
  /** By how much the head was made larger. */
  head: number;
  /** null where the browser does not say. */
  transferSize: number | null;
  /** Head and body of the answer; and the request, of which transferSize has nothing. */
  down: number;
  up: number;
}

/** What a page can learn of the size of an answer, beside what was sent. */
export const transferSize = operatorExperiment<readonly Sized[]>({
  id: 'transfer-size',
  seconds: 2,
  market: { rate: 0, symbols: 1 },

  async measure(run, show) {
    const sized: Sized[] = [];
    // The browser notes no more answers when its list is full, as after many polls.
    performance.clearResourceTimings();
    for (const { head, body } of answers) {
      const as = `answer-${head}-${body}`;
      const address = run.address('answer', as, { head, body });
      const response = await fetch(address, { signal: run.signal, cache: 'no-store' });
      await response.text();
      const told = await toldOf(address, run.sleep.bind(run));
      const { [as]: counted } = await run.counts();
      sized.push({ body, head, transferSize: told, down: counted?.down ?? 0, up: counted?.up ?? 0 });
      show([...sized]);
    }
    return sized;
  },

  table: (sized) => ({
    columns: [
      'transferSize',
      'transferSize − body',
      'Answer, counted',
      'Its head, counted',
      'Request, counted',
    ],
    rows: sized.map(({ body, head, transferSize: told, down, up }) => ({
      name: `Body ${formatCount(body)} B${head > 0 ? `, head ${formatCount(head)} B larger` : ''}`,
      cells: [told, told === null ? null : told - body, down, down - body, up].map(formatCount),
    })),
  }),

  verdict: transferSizeVerdict,
});

/** What the browser's own record of an answer says; null where there is none. */
async function toldOf(address: string, sleep: (ms: number) => Promise<void>): Promise<number | null> {
  for (let waited = 0; waited <= PATIENCE_MS; waited += 50) {
    const [entry] = performance.getEntriesByName(address, 'resource');
    if (entry && 'transferSize' in entry) return Number(entry.transferSize);
    await sleep(50);
  }
  return null;
}

/** Whatever the head is, the same number is told for it. */
export function transferSizeVerdict(sized: readonly Sized[]): RunVerdict {
  const told = sized.flatMap(({ transferSize: size, body }) => (size === null ? [] : [size - body]));
  const heads = sized.map(({ down, body }) => down - body);
  if (sized.length === 0 || told.length < sized.length || heads.some((head) => head <= 0))
    return { kind: 'cannot tell', words: 'This browser does not say of every answer how large it was.' };
  const [least, most] = [Math.min(...heads), Math.max(...heads)].map(formatCount);
  const counted = `The heads that were sent had ${least} to ${most} B.`;
  if (new Set(told).size > 1)
    return {
      kind: 'not so',
      words: `${counted} transferSize said ${told.map(formatCount).join(', ')} B for them.`,
    };
  const same = told.every((size, index) => size === heads[index]);
  const words = `transferSize is the body and ${formatCount(told[0] ?? 0)} B each time. ${counted}`;
  return { kind: same ? 'not so' : 'so', words };
}
