import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { buildIfStale } from './stale.mjs';

let folder: string;
let builds: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stale-'));
  mkdirSync(join(folder, 'lib/deeper'), { recursive: true });
  write('lib/deeper/a.ts', 'a');
  write('lib/b.ts', 'b');
  write('config.mjs', 'c');
  builds = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string) => writeFileSync(join(folder, file), text);

function build(made: () => Promise<void> = async () => {}): Promise<boolean> {
  const sources = ['lib', 'config.mjs', 'missing'].map((name) => join(folder, name));
  return buildIfStale(join(folder, 'out/made.hash'), sources, () => {
    builds++;
    return made();
  });
}

test('what was built of the very same sources is not built again', async () => {
  assert.equal(await build(), true);
  utimesSync(join(folder, 'lib/b.ts'), 1, 1);
  assert.equal(await build(), false);
  assert.equal(builds, 1);
});

for (const [name, change] of [
  ['changed', () => write('lib/deeper/a.ts', 'A')],
  ['new', () => write('lib/deeper/new.ts', '')],
  ['gone', () => rmSync(join(folder, 'lib/b.ts'))],
  ['renamed', () => renameSync(join(folder, 'lib/b.ts'), join(folder, 'lib/c.ts'))],
  ['there, and was not', () => write('missing', '')],
] as const) {
  test(`a source that is ${name}: it is built again, once`, async () => {
    await build();
    change();
    assert.equal(await build(), true);
    assert.equal(await build(), false);
    assert.equal(builds, 2);
  });
}

test('a test is no source', async () => {
  await build();
  write('lib/a.test.ts', '');
  assert.equal(await build(), false);
});

test('a build that fails is not taken for the one before it', async () => {
  await build();
  write('lib/b.ts', 'broken');
  const fail = () => Promise.reject(new Error('broken'));
  await assert.rejects(build(fail), /broken/);
  write('lib/b.ts', 'b');
  assert.equal(await build(), true);
});
