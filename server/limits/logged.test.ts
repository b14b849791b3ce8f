import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { setLogLevel } from '../log/log';
import { RawClient, startTestServer, type TestServer } from '../testing/server';

let server: TestServer;
const logged = new Set<unknown>();
const { error: log } = console;

before(async () => {
  console.error = (line: string) => logged.add(JSON.parse(line).limit);
  setLogLevel('warn');
  server = await startTestServer({ heartbeatMs: 100 });
});
after(async () => {
  await server.stop();
  setLogLevel('error');
  console.error = log;
});

/** Says something on a WebSocket until it is closed. */
async function closedBy(path: string, messages: readonly string[]): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`);
  await once(socket, 'open');
  for (const message of messages) socket.send(message);
  await once(socket, 'close');
}

async function refused(...request: string[]): Promise<void> {
  const client = new RawClient(server.port);
  client.send(`${request.join('\r\n')}\r\n\r\n`);
  await client.until(/^HTTP\/1.1 4\d\d /);
  await client.close();
}

const reached: Record<string, () => Promise<void>> = {
  message_too_large: () => closedBy('/api/markets/demo/ws', ['x'.repeat(2000)]),
  too_many_messages: () => closedBy('/api/markets/demo/ws', Array(300).fill('ping')),
  too_many_commands: () => closedBy('/api/control', Array(300).fill('{}')),
  headers_too_large: () => refused('GET / HTTP/1.1', `X-Large: ${'x'.repeat(20_000)}`),
  trade_too_large: () =>
    refused(
      'POST /api/markets/demo/poll HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/json',
      'Content-Length: 2000',
      '',
      'x'.repeat(2000),
    ),
  too_often: async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/control`);
    await once(socket, 'open');
    const settings = { seed: 1, rate: 1, burst: 1, symbols: 1, padding: 0 };
    socket.send(JSON.stringify({ type: 'open', settings }));
    const restart = JSON.stringify({ type: 'fault', fault: { kind: 'restart', seconds: 1 } });
    for (let i = 0; i < 10; i++) socket.send(restart);
    while (!logged.has('too_often')) await once(socket, 'message');
    socket.terminate();
  },
};

for (const [limit, reach] of Object.entries(reached)) {
  test(`that a limit was reached is logged: ${limit}`, { timeout: 20_000 }, async () => {
    assert.ok(!logged.has(limit));
    await reach();
    assert.ok(logged.has(limit), [...logged].join(', '));
  });
}

test('what a scenario does on purpose is no limit', async () => {
  const market = server.markets.create({ seed: 1, rate: 1, burst: 1, symbols: 1, padding: 0 });
  market.link.strike({ kind: 'unavailable', seconds: 60 });
  const { status } = await fetch(`${server.origin}/api/markets/${market.id}/poll`);
  assert.equal(status, 503);
  assert.ok(!logged.has('unavailable'));
});
