// Would the tests notice a mistake? Makes small ones, one at a time, and runs the tests nearby on each.
//
//   npm run mutation -- --sample 100 --seed 1
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { hash } from '@/lib/market/random';
import { layOut } from '../bench/layout';
import { stopOnSignal } from '../stop-on-signal';
import { explanationOf, staleIn } from './explanations';
import { type Mutant, mutantsOf } from './mutants';
import { folders, leftOut, sourcesIn } from './neighbours';
import { Results } from './results';
import { survivors } from './survivors';
import type { Fate } from './trial';
import { Trials } from './trials';

const help = `Changes the code in small ways, one at a time, and tells which changes no test nearby notices.

  npm run mutation -- [options]

  --only PATHS     files or folders instead of ${folders.join(', ')}
  --lines LIST     only mutants in these lines
  --sample NUMBER  so many mutants, drawn by chance, instead of all
  --seed NUMBER    draws others (1)
  --jobs NUMBER    so many at once (2)
  --limit SECONDS  tests may take so long (60), and three times as long as without a change; what takes longer counts as noticed
  --fast           leaves the slow tests out but for files that no other test nearby is about: quick, and tells less
  --list           only tells the mutants
  --help           show this

Each change is shown to the tests nearby that read its file: the quick ones that are about it in one process, which ends
with the first failure, then the other quick ones likewise, then the slow ones. These may fail because a machine is busy: now and then they are run without a change, and if
they fail then, what they noticed is forgotten, and the run ends with an error. What was tried is kept in node_modules/.cache, until the file or one of its tests changes.
A change that no test is expected to notice is explained in scripts/mutation/survivors.ts: it is an error if a change
survives that is not, and if an explanation is of none that survives.
Nothing is changed in comments, texts, patterns, imports and types, nor in:
${Object.entries(leftOut)
  .map(([file, why]) => `  ${file} (${why})`)
  .join('\n')}`;

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
  const results = new Results('node_modules/.cache/mutation.jsonl');
  const trials = new Trials(results, { limitMs: limit * 1000, fast: values.fast, signal: stopOnSignal() });
  const fates = await tryAll(chosen, trials, jobs);
  process.stdout.write(tableOf(chosen, fates));
  const isTried = ({ file }: { file: string }) => all.some((mutant) => mutant.file === file);
  const unexplained = chosen.filter(
    (mutant) => fates.get(mutant) === 'survived' && explanationOf(mutant, survivors) === undefined,
  );
  // Which lines an explanation is about is known of whole files only.
  const about = values.only ? survivors.filter(isTried) : survivors;
  const stale = lines ? [] : staleIn(about, all, fates);
  for (const mutant of unexplained) console.error(`not noticed, and not explained: ${described(mutant)}`);
  for (const entry of stale) console.error(`in survivors.ts: ${entry}`);
  if (unexplained.length + stale.length > 0) process.exitCode = 1;
}

/** @returns what became of each */
async function tryAll(mutants: readonly Mutant[], trials: Trials, jobs: number): Promise<Map<Mutant, Fate>> {
  const fates = new Map<Mutant, Fate>();
  await trials.prepare([...new Set(mutants.map(({ file }) => file))], jobs);
  const left = [...mutants];
  const work = async () => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const fate = await trials.fateOf(mutant);
      fates.set(mutant, fate);
      const why = fate === 'survived' && explanationOf(mutant, survivors);
      console.log(`${fate.padEnd(8)} ${described(mutant)}${why ? `  (${why})` : ''}`);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  await trials.finish();
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

/** What became of them, by folder. */
function tableOf(mutants: readonly Mutant[], fates: ReadonlyMap<Mutant, Fate>): string {
  const folderOf = ({ file }: Mutant) => file.slice(0, file.lastIndexOf('/'));
  const row = (name: string, some: readonly Mutant[]) => {
    const count = (fate: Fate) => some.filter((mutant) => fates.get(mutant) === fate).length;
    const [killed, timeout, survived] = [count('killed'), count('timeout'), count('survived')];
    const share = `${((100 * (killed + timeout)) / Math.max(1, some.length)).toFixed(1)} %`;
    return [name, ...[some.length, killed, timeout, survived].map(String), share];
  };
  return `\n${layOut([
    ['folder', 'mutants', 'killed', 'timeout', 'survived', 'noticed'],
    ...[...new Set(mutants.map(folderOf))].map((folder) =>
      row(
        folder,
        mutants.filter((mutant) => folderOf(mutant) === folder),
      ),
    ),
    row('all', mutants),
  ])}`;
}
