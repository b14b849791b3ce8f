import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MeasuredServer, megabytes, neverRead } from './measured-server.fixture';

const CLIENTS = 30;
/** As many requests as a connection may send before the first is answered. */
const POLLS = 16;
/** Samples after all have connected: some three seconds, in which an unbounded server takes a gigabyte. */
const WATCHED = 30;
const ALLOWED = 100 * 1024 * 1024;

test('30 clients that each send 16 polls of a heavy market and read nothing cost less than 100 MB', {
  timeout: 60_000,
}, async (t) => {
  const server = new MeasuredServer({ heartbeatMs: 15_000, collects: false });
  t.after(() => server.stop());
  const { market, port } = await server.sample(() => true);
  // Code is compiled by the first polls: that is no growth.
  const path = `/api/markets/${market}/poll`;
  const poll = async () => (await fetch(`http://127.0.0.1:${port}${path}?since=0`)).text();
  const answer = await poll();
  assert.ok(answer.length > 1_000_000, `${answer.length}`);
  const before = await server.sample(() => true);

  const first = server.samples.length;
  const clients = Array.from({ length: CLIENTS }, () => neverRead(port, `${path}?since=0`, [], POLLS));
  t.after(() => {
    for (const client of clients) client.destroy();
  });
  await server.sample(({ accepted }) => accepted === before.accepted + CLIENTS);
  const all = server.samples.length;
  await server.sample(() => server.samples.length >= all + WATCHED);
  const peak = Math.max(...server.samples.slice(first).map(({ memory }) => memory.rss));
  const growth = peak - before.memory.rss;
  t.diagnostic(`resident: ${megabytes(before.memory.rss)} before, ${megabytes(peak)} at most`);
  assert.ok(growth < ALLOWED, `grew by ${megabytes(growth)}`);

  // Meanwhile their address is given little at a time, and afterwards as much as before.
  const little = (await poll()).length;
  assert.ok(little > 10_000 && little < 100_000, `${little}`);
  for (const client of clients) client.destroy();
  await server.sample(({ open }) => open <= before.open);
  assert.ok((await poll()).length > 1_000_000);
});
