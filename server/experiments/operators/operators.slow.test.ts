import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { RawClient, startTestServer } from '../../testing/server';

const base = '/api/experiments/operators';

test('a stream and a WebSocket of an experiment end after 30 s', async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  const client = new RawClient(server.port);
  t.after(() => client.close());
  client.get(`${base}/stream?market=demo`);
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${base}/socket?market=demo`);
  const [[code]] = await Promise.all([once(socket, 'close'), client.until(/\r\n0\r\n\r\n$/)]);
  assert.equal(code, 1000);
});

test('who has too much made by the server is told to try again', async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  for (const what of ['four-tuple', 'handshake?market=demo&key=']) {
    const asked = Array.from({ length: 80 }, () =>
      fetch(`${server.origin}${base}/${what}`, { method: 'POST' }),
    );
    const answers = await Promise.all(asked);
    const refused = answers.filter(({ status }) => status === 429);
    assert.ok(refused.length > 0, what);
    assert.ok(answers.some(({ status }) => status === 200));
    assert.equal(refused[0]?.headers.get('retry-after'), '1');
  }
});

test('no query, method or header makes an experiment fail, and the server goes on', async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  const value = fc.oneof(
    fc.constantFrom('', '0', '-1', '100', '1e9', 'no', 'demo', 'text/plain', '%zz', '%00', '9'.repeat(3000)),
    fc.string({ unit: 'binary' }).map((text) => encodeURIComponent(text)),
  );
  const names = [
    'market',
    'as',
    'every',
    'heartbeat',
    'count',
    'cut',
    'type',
    'key',
    'rate',
    'symbols',
    'head',
  ];
  const query = fc
    .array(fc.tuple(fc.constantFrom(...names, '__proto__', 'host'), value), { maxLength: 4 })
    .map((pairs) => ['market=demo', ...pairs.map(([name, text]) => `${name}=${text}`)].join('&'));
  const whats = [
    'stream',
    'socket',
    'open',
    'leave',
    'counts',
    'latest',
    'quotes',
    'answer',
    'handshake',
    'four-tuple',
  ];
  const proxied = ['idle', 'no-upgrade', 'buffer'].flatMap((kind) => [`${kind}/stream`, `${kind}/socket`]);
  const header = fc.constantFrom(
    'X: x',
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 8\r\nSec-WebSocket-Key: x',
    'Content-Length: 5',
    'Transfer-Encoding: chunked',
    'Last-Event-ID: 99999999999999999999',
    'If-None-Match: "1"',
    'Expect: 100-continue',
    'Authorization: Bearer x',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'HEAD', 'DELETE'),
      fc.constantFrom(...whats, ...proxied, 'nothing', '../operators/stream'),
      query,
      header,
      async (method, what, search, line) => {
        const client = new RawClient(server.port);
        client.send(`${method} ${base}/${what}?${search} HTTP/1.1\r\nHost: localhost\r\n${line}\r\n\r\n`);
        client.send('GET /api/load HTTP/1.1\r\nHost: localhost\r\n\r\n');
        // A body that is none ends the connection in the middle of an answer.
        const text = await client.until(/^HTTP\/1\.1 \d{3} [\s\S]*?\r\n\r\n/).catch(String);
        await client.close();
        assert.doesNotMatch(text, /HTTP\/1\.1 500/);
      },
    ),
    { numRuns: 400, interruptAfterTimeLimit: 20_000 },
  );
  const { status } = await fetch(`${server.origin}/api/markets/demo/poll`);
  assert.equal(status, 200);
});
