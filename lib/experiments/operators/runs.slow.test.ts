import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HEARTBEAT_MS } from '@/lib/connection/heartbeat';
import { startTestServer } from '@/server/testing/server';
import { operatorExperiments } from '.';

// What only a browser can tell is run in one, by a test in e2e/: there transferSize is what it says of its own.
const inBrowserOnly = new Set(['transfer-size']);

for (const experiment of operatorExperiments.filter(({ id }) => !inBrowserOnly.has(id))) {
  test(`${experiment.id} is run against a real server, and its figures show what is said of it`, async (t) => {
    const server = await startTestServer({ heartbeatMs: HEARTBEAT_MS });
    t.after(() => server.stop());
    let shown = 0;
    const { seen, verdict } = await experiment.run(
      server.origin,
      new AbortController().signal,
      () => shown++,
    );
    t.diagnostic(JSON.stringify(seen.table.rows));
    t.diagnostic(verdict.words);
    assert.equal(verdict.kind, 'so', verdict.words);
    assert.ok(seen.table.rows.length > 0);
    for (const { cells } of seen.table.rows) assert.equal(cells.length, seen.table.columns.length);
  });
}

test('a run that is stopped ends at once, and its market is forgotten', async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  const stop = new AbortController();
  const [experiment] = operatorExperiments;
  const running = experiment?.run(server.origin, stop.signal, () => stop.abort(new Error('stopped')));
  await assert.rejects(running ?? Promise.resolve(), /stopped/);
  while (server.markets.size > 0) await new Promise((resolve) => setImmediate(resolve));
});
