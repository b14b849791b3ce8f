// The same work done by others: what our techniques cost beside well-known libraries, nginx with nchan, and the least
// that a server can do. All take turns, A B C A B C, so that whatever else the machine does meets all of them.
//
//   npm run bench:peers -- --subscribers 1000 --rate 20 --seconds 5 --rounds 5
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { conduct } from '@/server/load/conduct';
import { stopOnSignal } from '../stop-on-signal';
import type { Contestant } from './contest';
import { contestants } from './contestants';
import { buildFloor, hasFloor } from './floor';
import { GENERATOR } from './generator';
import { hasNchan } from './nchan';
import { type Round, roundOf } from './score';
import { report } from './table';

/** As large as ticks of a real feed are, bytes. */
const TICK_BYTES = 130;

const number = (standard: number, min: number, max: number) => {
  const error = `must be a number, ${min} to ${max}`;
  return z.coerce.number({ error }).min(min, { error }).max(max, { error }).default(standard);
};

const optionsSchema = z.object({
  subscribers: number(1000, 1, 5000).pipe(z.int({ error: 'must be a whole number' })),
  rate: number(20, 1, 200),
  seconds: number(5, 1, 60),
  rounds: number(5, 1, 100).pipe(z.int({ error: 'must be a whole number' })),
});

void main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const { only, rounds, ...work } = readOptions();
  const floor = hasFloor() ? buildFloor() : null;
  if (!floor) console.error('Without the floor: it needs a C compiler (cc), and Linux.');
  if (!hasNchan()) console.error('Without nchan: it needs the packages nginx and libnginx-mod-nchan.');
  try {
    const all = contestants({ ...work, bytes: TICK_BYTES }, { floor, nchan: hasNchan() });
    const unknown = only?.filter((id) => !all.some((contestant) => contestant.id === id)) ?? [];
    if (unknown.length > 0) {
      throw new Error(`--only: ${unknown.join(', ')} is none of ${all.map(({ id }) => id).join(', ')}`);
    }
    const chosen = all.filter(({ id }) => only?.includes(id) ?? true);
    const found = await takeTurns(chosen, rounds, stopOnSignal());
    process.stdout.write(
      report(chosen.map((contestant) => ({ contestant, rounds: found.get(contestant) ?? [] }))),
    );
  } finally {
    floor?.remove();
  }
}

async function takeTurns(
  all: readonly Contestant[],
  rounds: number,
  signal: AbortSignal,
): Promise<Map<Contestant, Round[]>> {
  const found = new Map<Contestant, Round[]>(all.map((contestant) => [contestant, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const contestant of all) {
      console.error(`round ${round} of ${rounds}: ${contestant.name}`);
      const { subscribers, seconds } = contestant.work;
      const terms = { clients: subscribers, seconds, intervalMs: null };
      found
        .get(contestant)
        ?.push(roundOf(contestant, await conduct(terms, contestant.start, { signal }, GENERATOR)));
    }
  }
  return found;
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      subscribers: { type: 'string' },
      rate: { type: 'string' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const options = optionsSchema.safeParse(values);
  if (options.success) return { ...options.data, only: values.only?.split(',') };
  throw new Error(
    options.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'),
  );
}
