// Runs the unit tests with Node's own runner; Node 20 cannot find TypeScript files by itself.
// `node scripts/unit.mjs fast` leaves out the slow ones, `node scripts/unit.mjs long` adds the long ones.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** By how a file's name ends, how long it may take, seconds. What takes longer has failed. */
const limits = { '.test.ts': 20, '.slow.test.ts': 180, '.long.test.ts': 1200 };
const sorts = {
  fast: ['.test.ts'],
  usual: ['.slow.test.ts', '.test.ts'],
  long: Object.keys(limits).reverse(),
};

const wanted = sorts[process.argv[2] ?? 'usual'];
if (!wanted) throw new Error(`Which tests? One of ${Object.keys(sorts).join(', ')}.`);

const files = ['app', 'components', 'lib', 'lint', 'scripts', 'server'].flatMap((folder) =>
  readdirSync(folder, { recursive: true }).map((file) => join(folder, String(file))),
);
/** A file's ending, the longest that fits. */
const endingOf = (file) => Object.keys(limits).findLast((ending) => file.endsWith(ending));

let failed = false;
for (const ending of wanted) {
  const tests = files.filter((file) => endingOf(file) === ending);
  if (tests.length === 0) continue;
  const { status } = spawnSync(
    process.execPath,
    [
      ...['--require', 'tsx/cjs', '--test', `--test-timeout=${limits[ending] * 1000}`],
      // Most of them wait for time to pass, or for one another's processes, more than they compute.
      `--test-concurrency=${availableParallelism() * 2}`,
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...['--test-reporter=./scripts/unit-reporter.mjs', '--test-reporter-destination=stderr'],
      ...tests,
    ],
    { stdio: 'inherit' },
  );
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
