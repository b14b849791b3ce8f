import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestServer, type TestServer } from '@/server/testing/server';
import { sumOf } from './http-versions';
import { measureVersion } from './measure-version';

let server: TestServer;

before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

test('polls and events are measured at the sockets of the server, and the market is left', async () => {
  const { poll, event } = await measureVersion(server.origin, AbortSignal.timeout(30_000), () => {});
  // Without TLS nothing is added below, and all polls of a client are alike.
  assert.deepEqual([poll.below, event.below], [0, 0]);
  assert.ok(Number.isInteger(sumOf(poll)) && sumOf(poll) > 200, `${sumOf(poll)}`);
  assert.ok(sumOf(event) > 60 && sumOf(event) < 150, `${sumOf(event)}`);
});

test('it can be stopped', async () => {
  const stopping = new AbortController();
  const measured = measureVersion(server.origin, stopping.signal, () => stopping.abort(new Error('stopped')));
  await assert.rejects(measured, /stopped/);
});
