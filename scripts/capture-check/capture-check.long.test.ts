import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { needs } from '@/server/testing/programs';

/**
 * A clean run, one over a slow network, one with refusals, and one that loses ticks. None whose connections are cut or die:
 * what crosses at that very moment may not have been read, or not have left, as docs/measuring.md says.
 */
const representative = ['First look', 'Link: 3G', 'Fault: 503', 'Outage beyond the history'];

test('bytes, requests and connections of an export are those of a packet capture', needs('tshark'), () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', 'tsx/cjs', join(__dirname, 'main.ts'), '--only', representative.join(',')],
    { encoding: 'utf8', timeout: 600_000 },
  );
  assert.match(stdout, /^4 of 4 scenarios equal to the byte\.$/m, `${stdout}${stderr}`);
  for (const name of representative) assert.ok(stdout.includes(name));
  assert.equal(status, 0);
});
