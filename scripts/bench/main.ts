// What each technique costs the server with many clients: each measurement has a server and a load generator of its
// own, one after another.
//
//   npm run bench -- --techniques all --clients 1000 --rate 10 --seconds 10
import { writeFileSync } from 'node:fs';
import { formatCountOf } from '@/lib/figures/format';
import type { LoadResult } from '@/lib/load/result';
import { measure } from '@/server/load/measure';
import { stopOnSignal } from '../stop-on-signal';
import { notesOn } from './columns';
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

/** @returns whether every tick was delivered */
async function main(): Promise<boolean> {
  const { loads, format, out, help: asked } = readOptions(process.argv.slice(2));
  if (asked) {
    console.log(help);
    return true;
  }
  const signal = stopOnSignal();
  const results: LoadResult[] = [];
  for (const load of loads) {
    const bar = new ProgressBar(`${load.technique}, ${formatCountOf(load.clients, 'client')}`);
    try {
      results.push(await measure(load, { onProgress: (progress) => bar.show(progress), signal }));
    } finally {
      bar.end();
    }
  }
  if (out !== null) writeFileSync(out, write(results, format));
  process.stdout.write(write(results, out === null ? format : null));
  for (const note of notesOn(results)) console.error(note);
  return results.every(({ lost }) => lost === 0);
}
