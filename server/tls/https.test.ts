import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { after, before, test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { WebSocket } from 'ws';
import type { WireEvent } from '@/lib/capture/event';
import { idealLink } from '@/lib/link/settings';
import type { techniqueIds } from '@/lib/techniques';
import { startTestServer, type TestServer } from '../testing/server';
import { connectSecurely, listenSecurely, type SecurePort } from '../testing/tls';

const settings = { seed: 3, rate: 100, burst: 1, symbols: 3, padding: 0 };

let server: TestServer;
let secure: SecurePort;

before(async () => {
  server = await startTestServer();
  secure = await listenSecurely(server);
});
after(async () => {
  secure.listener.close();
  await server.stop();
});

/** A client that speaks HTTP/1.1, and the server's end of the connection below TLS. */
async function connected(): Promise<{
  socket: TLSSocket;
  raw: Socket;
  until(pattern: RegExp): Promise<string>;
}> {
  const { socket, raw } = await connectSecurely(secure, 'http/1.1');
  let text = '';
  socket.on('data', (data) => {
    text += data.toString('latin1');
  });
  socket.on('error', () => {});
  return {
    socket,
    raw,
    until: async (pattern) => {
      while (!pattern.test(text)) await once(socket, 'data');
      return text;
    },
  };
}

for (const rtt of [0, 40]) {
  test(`over TLS, round trip ${rtt} ms: bytes are what TLS carries, and what TLS adds stands beside them`, async () => {
    const market = server.markets.create(settings);
    market.link.change({ ...idealLink, rtt });
    const { socket, raw, until } = await connected();
    socket.write(`GET /api/markets/${market.id}/poll?since=0 HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await until(/\]\}$/);
    socket.write(`GET /api/markets/${market.id}/sse HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await until(/id: \d+/);
    market.ticker.pause();
    await new Promise((resolve) => setTimeout(resolve, 2 * rtt + 20));
    const { tls } = market.shared.read();
    const of = (id: (typeof techniqueIds)[number]) => market.account(id).read();
    const [poll, sse] = [of('short-polling'), of('sse')];
    assert.deepEqual([poll.up + sse.up, poll.down + sse.down], [socket.bytesWritten, socket.bytesRead]);
    assert.deepEqual(
      [socket.bytesWritten + tls.up, socket.bytesRead + tls.down],
      [raw.bytesRead, raw.bytesWritten],
    );
    assert.ok(sse.payload > 0 && sse.payload < sse.down);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    market.link.strike({ kind: 'rst', seconds: 0 });
    await closed;
  });
}

test('a WebSocket over TLS has every tick, and its close code', async () => {
  const market = server.markets.create(settings);
  market.link.change({ ...idealLink, rtt: 40 });
  const client = new WebSocket(`wss://localhost:${secure.port}/api/markets/${market.id}/ws?since=0`, {
    rejectUnauthorized: false,
  });
  const seqs: number[] = [];
  client.on('message', (data) => seqs.push(JSON.parse(String(data)).seq));
  while (seqs.length < 20) await once(client, 'message');
  assert.deepEqual(
    seqs.slice(0, 20),
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
  client.send('no such thing');
  const [code] = await once(client, 'close');
  assert.equal(code, 1008);
});

test('what is captured is what TLS carries, byte for byte, of a WebSocket and of requests', async () => {
  const market = server.markets.create(settings);
  market.link.watch();
  const { socket, until } = await connected();
  socket.write(`GET /api/markets/${market.id}/poll?since=0 HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  await until(/\]\}$/);
  socket.end();
  await once(socket, 'close');
  const client = new WebSocket(`wss://localhost:${secure.port}/api/markets/${market.id}/ws?since=0`, {
    rejectUnauthorized: false,
  });
  for (let ticks = 0; ticks < 20; ticks++) await once(client, 'message');
  client.close();
  await once(client, 'close');
  const events: WireEvent[] = [];
  while (events.filter(({ way }) => way === 'close').length < 2) {
    events.push(...market.link.capture.take().events);
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (const id of ['short-polling', 'websocket'] as const) {
    const { up, down } = market.account(id).read();
    const sum = (way: string) =>
      events
        .filter((event) => event.technique === id && event.way === way)
        .reduce((bytes, event) => bytes + event.bytes, 0);
    assert.deepEqual([sum('up'), sum('down')], [up, down], id);
    assert.ok(up > 0 && down > 0);
  }
});
