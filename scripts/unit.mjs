// Runs the unit tests with Node's own runner; Node 20 cannot find TypeScript files by itself.
// `node scripts/unit.mjs fast` leaves out the slow ones, `node scripts/unit.mjs long` adds the long ones.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** Which files run, and how many seconds one file may take before it has failed. */
const sorts = {
  fast: { pattern: /^[^.]+\.test\.ts$/, limit: 60 },
  usual: { pattern: /^[^.]+(\.slow)?\.test\.ts$/, limit: 240 },
  long: { pattern: /^[^.]+(\.slow|\.long)?\.test\.ts$/, limit: 1200 },
};

const sort = sorts[process.argv[2] ?? 'usual'];
if (!sort) throw new Error(`Which tests? One of ${Object.keys(sorts).join(', ')}.`);

const files = ['app', 'components', 'docs', 'lib', 'lint', 'scripts', 'server'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(({ name }) => sort.pattern.test(name))
    .map(({ path, name }) => join(path, name)),
);
// The slow ones first, so that none of them is left to run alone.
files.sort((one, other) => other.includes('.slow.') - one.includes('.slow.'));

// Several long tests start what is built: it is built once, before them, and not by two of them at a time.
if (sort === sorts.long) spawnSync('npm', ['run', 'build'], { stdio: 'inherit' });

const { status } = spawnSync(
  process.execPath,
  [
    ...['--require', 'tsx/cjs', '--test', `--test-timeout=${sort.limit * 1000}`],
    // Most files wait for time to pass, or for processes of theirs, more than they compute.
    `--test-concurrency=${availableParallelism() * 2}`,
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=./scripts/unit-reporter.mjs', '--test-reporter-destination=stderr'],
    ...files,
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
