import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { techniqueIds } from '@/lib/techniques';
import { newTechnique } from './new-technique';

const project = join(__dirname, '../..');

/** What the page and the server are made of; tests in a browser are not run here. */
const copied = [
  'app',
  'components',
  'lib',
  'server',
  'scripts',
  'lint',
  'package.json',
  'biome.json',
  '.gitignore',
];

/** Tests that read the registries. */
const tests = [
  'lib/techniques/techniques.test.ts',
  'lib/code/code.test.ts',
  'lib/capture/message.test.ts',
  'lib/scenario/scenario.test.ts',
  'lib/load/lab.test.ts',
  'server/wire/capture.slow.test.ts',
  'server/wire/dialects.test.ts',
  'server/techniques/techniques.test.ts',
  'server/load/crowd.test.ts',
];

let copy = '';
before(() => {
  copy = mkdtempSync(join(tmpdir(), 'new-technique-'));
  for (const name of copied) cpSync(join(project, name), join(copy, name), { recursive: true });
  cpSync(join(project, 'tsconfig.json'), join(copy, 'tsconfig.json'));
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
  writeFileSync(
    join(copy, 'tsconfig.check.json'),
    JSON.stringify({
      extends: './tsconfig.json',
      compilerOptions: { incremental: false },
      include: ['lib', 'server', 'scripts', 'components'],
    }),
  );
});
after(() => rmSync(copy, { recursive: true }));

/** Runs a program in the copy. */
function run(program: string, ...args: string[]) {
  return spawnSync(program, args, {
    cwd: copy,
    encoding: 'utf8',
    // This process is a test itself; those it starts report to nobody.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
}

const compile = () =>
  run(process.execPath, 'node_modules/typescript/lib/tsc.js', '--noEmit', '-p', 'tsconfig.check.json');

function succeeds({ status, stdout, stderr }: ReturnType<typeof run>): string {
  assert.equal(status, 0, `${stdout}${stderr}`);
  return stdout;
}

test('what cannot be an id is refused, and so is what there is already', () => {
  for (const id of ['', 'Web', '9p', 'a--b', '../sse'])
    assert.throws(() => newTechnique(copy, id), /is no id/);
  for (const id of [...techniqueIds, 'settings', 'exchange'])
    assert.throws(() => newTechnique(copy, id), /is taken: there is/);
});

test('what is made compiles, keeps the rules, and passes the tests that read the registries', {
  timeout: 300_000,
}, () => {
  newTechnique(copy, 'line-by-line');
  succeeds(run('node_modules/.bin/biome', 'ci', '--error-on-warnings', 'lib', 'server'));
  succeeds(compile());
  const said = succeeds(
    run(process.execPath, '--require', 'tsx/cjs', '--test', '--test-reporter=spec', ...tests),
  );
  assert.match(said, /Line by line/);
  assert.match(said, /fail 0/);
});

test('a technique without one of its parts does not compile', () => {
  for (const file of [
    'lib/techniques/dialects.ts',
    'lib/techniques/clients.ts',
    'server/techniques/index.ts',
  ]) {
    const before = readFileSync(join(copy, file), 'utf8');
    writeFileSync(join(copy, file), before.replace(/^ {2}'line-by-line':.*\n/m, ''));
    const { status, stdout } = compile();
    writeFileSync(join(copy, file), before);
    assert.notEqual(status, 0);
    assert.match(stdout, /'"line-by-line"'/);
  }
});
