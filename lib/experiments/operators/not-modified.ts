import { formatCount } from '@/lib/figures/format';
import { operatorExperiment, type RunVerdict } from './operator-experiment';

const EVERY_MS = 250;
const POLLS = 24;

/** What the polls of a client were answered, and what crossed for that. Bytes by the server's counters. */
export interface Answered {
  name: string;
  full: number;
  notModified: number;
  up: number;
  down: number;
}

/** A document that changes every other second, polled four times a second: with and without If-None-Match. */
export const notModified = operatorExperiment<readonly Answered[]>({
  id: 'not-modified',
  seconds: (EVERY_MS * POLLS) / 1000,
  market: { rate: 0.5, symbols: 10 },

  async measure(run, show) {
    const measured: Answered[] = ['asks plainly', 'asks with If-None-Match'].map((name) => ({
      name,
      full: 0,
      notModified: 0,
      up: 0,
      down: 0,
    }));
    const [plain, conditional] = measured;
    if (!plain || !conditional) return measured;
    let etag = '';
    const ask = async (answered: Answered, as: string) => {
      const headers = new Headers();
      if (as === 'conditional' && etag !== '') headers.set('If-None-Match', etag);
      // The browser's own cache would hide the 304: this client keeps the tag itself.
      const options = { headers, cache: 'no-store', signal: run.signal } as const;
      const response = await fetch(run.address('quotes', as), options);
      await response.text();
      if (response.status === 304) answered.notModified++;
      else answered.full++;
      if (as === 'conditional') etag = response.headers.get('etag') ?? etag;
    };
    for (let poll = 1; poll <= POLLS; poll++) {
      await Promise.all([ask(plain, 'plain'), ask(conditional, 'conditional'), run.sleep(EVERY_MS)]);
      const counts = await run.counts();
      Object.assign(plain, bytesOf(counts.plain));
      Object.assign(conditional, bytesOf(counts.conditional));
      show(structuredClone(measured));
    }
    return measured;
  },

  table: (clients) => ({
    columns: ['200', '304', 'Bytes up', 'Bytes down', 'Bytes in all'],
    rows: clients.map(({ name, full, notModified: unchanged, up, down }) => ({
      name,
      cells: [full, unchanged, up, down, up + down].map(formatCount),
    })),
  }),

  verdict: notModifiedVerdict,
});

function bytesOf(count: { up: number; down: number } | undefined): { up: number; down: number } {
  return { up: count?.up ?? 0, down: count?.down ?? 0 };
}

/** A 304 saves the body, and not the request or the head. */
export function notModifiedVerdict(clients: readonly Answered[]): RunVerdict {
  const [plain, conditional] = clients;
  if (!plain || !conditional || conditional.notModified === 0)
    return { kind: 'cannot tell', words: 'No answer was a 304.' };
  const polls = conditional.full + conditional.notModified;
  const isSo = conditional.down < plain.down && conditional.down > 0 && conditional.up > 0;
  const words = `${formatCount(conditional.notModified)} of ${formatCount(polls)} answers were a 304. Down came ${formatCount(conditional.down)} B instead of ${formatCount(plain.down)} B; up went ${formatCount(conditional.up)} B instead of ${formatCount(plain.up)} B. There were as many requests.`;
  return { kind: isSo ? 'so' : 'not so', words };
}
