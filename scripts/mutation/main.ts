// Would the tests notice a mistake? Makes small ones, one at a time, and runs the tests nearby on each.
//
//   npm run mutation -- --sample 100 --seed 1
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { hash } from '@/lib/market/random';
import { layOut } from '../bench/layout';
import { stopOnSignal } from '../stop-on-signal';
import { type Mutant, mutantsOf } from './mutants';
import { folders, sourcesIn, testsFor } from './neighbours';
import { keyOf, Results } from './results';
import { type Fate, tryOut } from './trial';

const help = `Changes the code in small ways, one at a time, and tells which changes no test nearby notices.

  npm run mutation -- [options]

  --only PATHS     files or folders instead of ${folders.join(', ')}
  --lines LIST     only mutants in these lines
  --sample NUMBER  so many mutants, drawn by chance, instead of all
  --seed NUMBER    draws others (1)
  --jobs NUMBER    so many at once (2)
  --limit SECONDS  one test file may take so long (60); what takes longer counts as noticed
  --fast           leaves the slow tests out: quick, and tells less
  --list           only tells the mutants
  --help           show this

What was tried is kept in node_modules/.cache, until the file or one of its tests changes.`;

const optionsSchema = z.object({
  sample: z.coerce.number().int().min(1).optional(),
  seed: z.coerce.number().int().default(1),
  jobs: z.coerce.number().int().min(1).default(2),
  limit: z.coerce.number().min(1).default(60),
});

void main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      lines: { type: 'string' },
      sample: { type: 'string' },
      seed: { type: 'string' },
      jobs: { type: 'string' },
      limit: { type: 'string' },
      fast: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const { sample, seed, jobs, limit } = optionsSchema.parse(values);
  const lines = values.lines?.split(',').map(Number);
  const all = (values.only?.split(',') ?? folders)
    .flatMap((path) => (path.endsWith('.ts') ? [path] : sourcesIn(path)))
    .flatMap((file) => mutantsOf(file, readFileSync(file, 'utf8')))
    .filter(({ line }) => !lines || lines.includes(line));
  const chosen = sample === undefined ? all : drawn(all, sample, seed);
  if (values.list) {
    for (const mutant of chosen) console.log(described(mutant));
    return;
  }
  console.error(`${chosen.length} of ${all.length} mutants`);
  const fates = await tryAll(chosen, {
    jobs,
    limitMs: limit * 1000,
    fast: values.fast,
    signal: stopOnSignal(),
  });
  process.stdout.write(tableOf(chosen, fates));
}

/** @returns what became of each */
async function tryAll(
  mutants: readonly Mutant[],
  { jobs, limitMs, fast, signal }: { jobs: number; limitMs: number; fast: boolean; signal: AbortSignal },
): Promise<Map<Mutant, Fate>> {
  const results = new Results('node_modules/.cache/mutation.jsonl');
  const fates = new Map<Mutant, Fate>();
  const sound = new Set<string>();
  for (const test of new Set(mutants.flatMap(({ file }) => testsFor(file, fast)))) {
    if ((await tryOut(null, [test], limitMs, signal)) === 'survived') sound.add(test);
    else console.error(`${test} fails, or takes too long, as the code is: it is left out`);
  }
  const left = [...mutants];
  const work = async () => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const tests = testsFor(mutant.file, fast).filter((test) => sound.has(test));
      const key = keyOf(mutant, tests);
      const before = results.get(key);
      const fate = before ?? (await tryOut(mutant, tests, limitMs, signal));
      if (!before) results.add(key, mutant, fate);
      fates.set(mutant, fate);
      console.log(`${fate.padEnd(8)} ${described(mutant)}`);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return fates;
}

function described({ file, line, what }: Mutant): string {
  return `${file}:${line}  ${what}`;
}

/** So many of them by chance, the same for the same seed, in their order. */
function drawn(all: readonly Mutant[], count: number, seed: number): Mutant[] {
  const ranked = all.map((mutant, index) => ({ mutant, index, rank: hash(seed, index, 0) }));
  return ranked
    .sort((one, other) => one.rank - other.rank)
    .slice(0, count)
    .sort((one, other) => one.index - other.index)
    .map(({ mutant }) => mutant);
}

/** How many were killed, by folder. */
function tableOf(mutants: readonly Mutant[], fates: ReadonlyMap<Mutant, Fate>): string {
  const folderOf = ({ file }: Mutant) => file.slice(0, file.lastIndexOf('/'));
  const row = (name: string, some: readonly Mutant[]) => {
    const killed = some.filter((mutant) => fates.get(mutant) !== 'survived').length;
    const share = `${((100 * killed) / Math.max(1, some.length)).toFixed(0)} %`;
    return [name, String(some.length), String(killed), String(some.length - killed), share];
  };
  return `\n${layOut([
    ['folder', 'mutants', 'killed', 'survived', 'share'],
    ...[...new Set(mutants.map(folderOf))].map((folder) =>
      row(
        folder,
        mutants.filter((mutant) => folderOf(mutant) === folder),
      ),
    ),
    row('all', mutants),
  ])}`;
}
