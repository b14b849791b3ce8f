// Runs every *.test.ts with Node's own runner; Node 20 cannot find TypeScript files by itself.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const files = ['lib', 'server', 'components', 'scripts'].flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => file.endsWith('.test.ts')),
);
const { status } = spawnSync(
  process.execPath,
  ['--require', 'tsx/cjs', '--test', '--test-reporter=spec', ...files],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
