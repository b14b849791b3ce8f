import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestServer } from '../testing/server';

test('a server that stops lives, and is not ready', async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  const status = async (path: string) => (await fetch(`${server.origin}${path}`)).status;
  assert.deepEqual([await status('/healthz'), await status('/readyz')], [200, 200]);
  server.release();
  assert.deepEqual([await status('/healthz'), await status('/readyz')], [200, 503]);
});

test('a server whose page is not there yet is not ready', async (t) => {
  let isReady = false;
  const server = await startTestServer({ isReady: () => isReady });
  t.after(() => server.stop());
  const before = await fetch(`${server.origin}/readyz`);
  assert.deepEqual([before.status, await before.json()], [503, { status: 'starting' }]);
  assert.equal((await fetch(`${server.origin}/healthz`)).status, 200);
  isReady = true;
  const after = await fetch(`${server.origin}/readyz`, { method: 'HEAD' });
  assert.deepEqual([after.status, await after.text()], [200, '']);
  assert.equal(after.headers.get('cache-control'), 'no-store');
});

test('health is asked for, not told', async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  for (const path of ['/healthz', '/readyz']) {
    const { status, headers } = await fetch(`${server.origin}${path}`, { method: 'POST' });
    assert.deepEqual([status, headers.get('allow')], [405, 'GET, HEAD']);
  }
});
