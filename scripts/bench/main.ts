// What each technique costs the server with many clients: each measurement has a server and a load generator of its
// own, one after another.
//
//   npm run bench -- --techniques all --clients 1000 --rate 10 --seconds 10
import { writeFileSync } from 'node:fs';
import { formatCountOf } from '@/lib/figures/format';
import { describeFailure } from '@/lib/load/export';
import { isSound } from '@/lib/load/failure';
import type { Outcome } from '@/lib/load/result';
import { outcomeOf } from '@/server/load/outcome';
import { stopOnSignal } from '../stop-on-signal';
import { write } from './formats';
import { help, readOptions } from './options';
import { ProgressBar } from './progress';

void main().then(
  (whole) => {
    process.exitCode = whole ? 0 : 1;
  },
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);

/** @returns whether no measurement failed */
async function main(): Promise<boolean> {
  const { loads, format, out, help: asked } = readOptions(process.argv.slice(2));
  if (asked) {
    console.log(help);
    return true;
  }
  const signal = stopOnSignal();
  const outcomes: Outcome[] = [];
  for (const load of loads) {
    const bar = new ProgressBar(`${load.technique}, ${formatCountOf(load.clients, 'client')}`);
    try {
      outcomes.push(await outcomeOf(load, { onProgress: (progress) => bar.show(progress), signal }));
    } finally {
      bar.end();
    }
  }
  if (out !== null) writeFileSync(out, write(outcomes, format));
  process.stdout.write(write(outcomes, out === null ? format : null));
  for (const outcome of outcomes) {
    const failure = describeFailure(outcome);
    if (failure) console.error(failure);
  }
  return outcomes.every(isSound);
}
