import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { findBrowser } from '../browser.mjs';
import { kinds, readOptions } from './options';
import type { Row } from './row';

function soak(...args: string[]) {
  return spawnSync(process.execPath, ['--require', 'tsx/cjs', join(__dirname, 'main.ts'), ...args], {
    encoding: 'utf8',
    timeout: 240_000,
  });
}

const small = ['--minutes', '0.2', '--pages', '4', '--seconds', '6', '--stuck', '5', '--connections', '20'];

for (const kind of kinds) {
  const skip = kind === 'speed' && !findBrowser() && 'Chromium is not installed';
  test(`a short soak tells of all it has tried: ${kind}`, { skip }, () => {
    const { status, stdout, stderr } = soak(...small, '--only', kind, '--json');
    assert.ok(stdout, stderr);
    const [row, ...others]: (Row & { held: boolean })[] = JSON.parse(stdout);
    assert.deepEqual(others, []);
    assert.ok(Object.keys(row?.figures ?? {}).length > 2, stdout);
    // In so short a time memory has no trend.
    const failed = row?.conditions.filter(({ what, held }) => !held && !/grow|does so/.test(what));
    assert.deepEqual(failed, [], stdout);
    assert.equal(status, row?.held ? 0 : 1);
  });
}

test('an option that is wrong is told, and nothing is tried', () => {
  assert.throws(() => readOptions(['--minutes', 'x']), {
    message: '--minutes: must be a number, 0.1 to 600',
  });
  assert.throws(() => readOptions(['--only', 'sleep']), /--only: must be some of speed, cut/);
  assert.throws(() => readOptions(['--bogus']), /Unknown option '--bogus'/);
  const { status, stdout } = soak('--pages', '0');
  assert.deepEqual([status, stdout], [1, '']);
});
