import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@playwright/test';
import { techniques } from '@/lib/techniques';

test('thirty pages at once lose no tick when every connection is cut', () => {
  const crowd = ['--require', 'tsx/cjs', 'scripts/crowd/main.ts', '--pages', '30', '--seconds', '10'];
  const { status, stdout, stderr } = spawnSync(process.execPath, crowd, {
    encoding: 'utf8',
    timeout: 50_000,
  });
  expect(stderr).toBe('');
  const text = stripVTControlCharacters(stdout);
  expect(text).toContain('No tick was lost.');
  for (const { id } of techniques) expect(text).toMatch(new RegExp(`${id} +│ 30 `));
  expect(status).toBe(0);
});
