import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { idealLink } from '@/lib/link/settings';
import { techniques } from '@/lib/techniques';
import type { Market } from '../market/markets';
import { askBarely } from '../testing/bare';
import { PAGE_FILE, RawClient, reached, startTestServer, type TestServer } from '../testing/server';

const settings = { seed: 1, rate: 100, burst: 1, symbols: 4, padding: 300 };

let server: TestServer;
let market: Market;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

function openMarket(): void {
  market = server.markets.create(settings);
}

const base = () => `/api/markets/${market.id}`;

const upgrade = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

/** Where a page's file or an answer ends. */
const wholePage = new RegExp(`x{${PAGE_FILE.length}}`);
const wholeAnswer = /\r\n\r\n\{.*\}\n?$/;

/** The head of an answer, and what an event stream says once, before its first tick. */
const head = /^HTTP\/1\.1 .*?\r\n\r\n(?:[0-9a-f]+\r\nretry: \d+\n\n\r\n)?/s;
const headOf = (answer: string) => head.exec(answer)?.[0].length ?? 0;

test('one kept-alive connection shared by two techniques and a file: each is given its own bytes', async () => {
  openMarket();
  await reached(market.feed, 10);
  const client = new RawClient(server.port);
  const parts = { poll: { up: 0, down: 0 }, long: { up: 0, down: 0 }, page: { up: 0, down: 0 } };
  const exchange = async (part: { up: number; down: number }, path: string, end: RegExp) => {
    const { up, down } = client;
    client.get(path, `X-Noise: ${'n'.repeat(up % 37)}`);
    await client.until(end, down);
    part.up += client.up - up;
    part.down += client.down - down;
  };
  for (let i = 0; i < 10; i++) {
    await exchange(parts.poll, `${base()}/poll?since=${i}`, wholeAnswer);
    await exchange(parts.page, '/file', wholePage);
    await exchange(parts.long, `${base()}/long-poll?since=${i}`, wholeAnswer);
    await exchange(parts.long, `${base()}/long-poll?since=bad`, wholeAnswer);
    await exchange(parts.poll, `${base()}/poll?since=2000000000`, wholeAnswer);
  }
  const short = market.account('short-polling').read();
  const long = market.account('long-polling').read();
  assert.deepEqual({ up: short.up, down: short.down }, parts.poll);
  assert.deepEqual({ up: long.up, down: long.down }, parts.long);
  assert.equal(parts.poll.up + parts.long.up + parts.page.up, client.up);
  assert.deepEqual([short.requests, short.empty, short.connections], [20, 10, 1]);
  assert.deepEqual([long.requests, long.empty, long.connections], [20, 0, 1]);
  await client.close();
});

test('a stream is counted while it runs, and to its end', async () => {
  openMarket();
  const client = new RawClient(server.port);
  client.get(`${base()}/sse`);
  await client.until(/id: 20\n/);
  const account = market.account('sse');
  assert.ok(account.read().down > 5000);
  market.ticker.pause();
  const { down } = account.read();
  await client.atLeast(down);
  assert.equal(client.down, down);
  await client.close();
  assert.equal(account.read().up, client.up);
  assert.equal(account.read().down, client.down);
});

test('a WebSocket is counted with handshake, frames of both sides, and close', async () => {
  openMarket();
  // What passes through this relay is counted by it alone.
  const relayed = { up: 0, down: 0 };
  const { createServer, connect } = await import('node:net');
  const relay = createServer((near) => {
    const far = connect(server.port, '127.0.0.1');
    near.on('data', (data) => {
      relayed.up += data.length;
      far.write(data);
    });
    far.on('data', (data) => {
      relayed.down += data.length;
      near.write(data);
    });
    near.on('end', () => far.end());
    far.on('end', () => near.end());
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const address = relay.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const ended = once(server.server, 'connection').then(([socket]) => once(socket, 'close'));
  const socket = new WebSocket(`ws://127.0.0.1:${port}${base()}/ws?since=0`);
  let messages = 0;
  await new Promise<void>((resolve) => {
    socket.on('message', () => {
      messages++;
      if (messages % 10 === 0) socket.send('ping');
      if (messages === 50) resolve();
    });
  });
  socket.close(1000);
  await once(socket, 'close');
  await ended;
  const figures = market.account('websocket').read();
  assert.deepEqual({ up: figures.up, down: figures.down }, relayed);
  assert.deepEqual([figures.requests, figures.connections], [1, 1]);
  assert.ok(figures.payload > 0 && figures.payload < figures.down);
  await new Promise((resolve) => relay.close(resolve));
});

describe('handshakes are all that crosses until a stream stands', () => {
  for (const technique of techniques) {
    const { id, name, traits } = technique;
    test(`${name}: to the byte, and each of its connections has one`, async () => {
      openMarket();
      await reached(market.feed, 5);
      const account = market.account(id);
      const expected = { up: 0, down: 0 };
      for (let i = 1; i <= 2; i++) {
        const client = new RawClient(server.port);
        // What went over the connection before is no part of it.
        client.get('/file');
        await client.until(wholePage);
        const { up, down } = client;
        const noise = `X-Noise: ${'n'.repeat(i * 10)}`;
        const asked = askBarely(client, technique, base(), 0, noise);
        const answer = await client.until(/"seq":5,/, down);
        if (traits.asks === 'once') {
          expected.up += asked.up - up;
          expected.down += headOf(answer);
        }
        const open = account.read();
        assert.deepEqual({ up: open.handshakesUp, down: open.handshakesDown }, expected);
        await client.close();
      }
      const { handshakesUp, handshakesDown, up, down } = account.read();
      assert.deepEqual({ up: handshakesUp, down: handshakesDown }, expected);
      assert.ok(handshakesUp <= up && handshakesDown < down);
    });
  }

  test('over a slow network a head counts when it has left', async () => {
    openMarket();
    market.link.change({ ...idealLink, rtt: 200 });
    const account = market.account('sse');
    const client = new RawClient(server.port);
    client.get(`${base()}/sse?since=0`);
    await reached(market.feed, 1);
    while (account.read().handshakesUp === 0) await reached(market.feed, market.feed.last + 1);
    const written = account.read();
    assert.deepEqual([written.handshakesUp, written.handshakesDown, client.down], [client.up, 0, 0]);
    const answer = await client.until(/id: 20\n/);
    const { handshakesUp, handshakesDown } = account.read();
    assert.deepEqual([handshakesUp, handshakesDown], [client.up, headOf(answer)]);
    await client.close();
  });

  test('a stream that was refused had none', async () => {
    openMarket();
    market.link.strike({ kind: 'unavailable', seconds: 10 });
    const client = new RawClient(server.port);
    client.get(`${base()}/sse?since=0`);
    await client.until(/503/);
    const { requests, handshakesUp, handshakesDown } = market.account('sse').read();
    assert.deepEqual([requests, handshakesUp, handshakesDown], [1, 0, 0]);
    await client.close();
  });
});

test('an answer that is cut off counts as far as it went', async () => {
  openMarket();
  const connected = once(server.server, 'connection');
  const client = new RawClient(server.port);
  const [socket] = await connected;
  client.get(`${base()}/long-poll?since=2000000000`);
  await once(server.server, 'request');
  const account = market.account('long-polling');
  assert.equal(account.read().up, client.up);
  await Promise.all([once(socket, 'close'), client.close()]);
  assert.deepEqual([account.read().up, account.read().down], [client.up, 0]);
});

test('payload is the bytes of the ticks themselves', async () => {
  openMarket();
  const client = new RawClient(server.port);
  client.get(`${base()}/long-poll?since=0`);
  const answer = await client.until(wholeAnswer);
  const { ticks } = JSON.parse(answer.slice(answer.indexOf('{')));
  const bytes = ticks.reduce((sum: number, tick: unknown) => sum + JSON.stringify(tick).length, 0);
  assert.equal(market.account('long-polling').read().payload, bytes);
  await client.close();
});

describe('payload counts when it has left', () => {
  for (const technique of techniques) {
    const { id, name, traits } = technique;
    test(`${name}: what a frozen connection holds back is no payload`, async () => {
      market = server.markets.create({ ...settings, padding: 5000 });
      await reached(market.feed, 3);
      const account = market.account(id);
      market.link.change({ ...idealLink, rtt: 2 });
      const client = new RawClient(server.port);
      askBarely(client, technique, base(), 0);
      await client.until(/"seq":2,/);
      market.link.strike({ kind: 'freeze', seconds: 10 });
      if (traits.framing === 'http') askBarely(client, technique, base(), 0);
      await reached(market.feed, market.feed.last + 20);
      const { payload, down } = account.read();
      assert.ok(payload > 0 && payload <= down, `${payload} of ${down}`);
      await client.close();
      const after = account.read();
      assert.ok(after.payload <= after.down, `${after.payload} of ${after.down}`);
    });

    test(`${name}: what a client never took is no payload, not even when it is gone`, async () => {
      market = server.markets.create({ ...settings, rate: 200, padding: 10_000 });
      await reached(market.feed, 400);
      const account = market.account(id);
      const accepted = once(server.server, 'connection');
      const client = new RawClient(server.port);
      for (let i = 0; i < (traits.framing === 'websocket' ? 1 : 8); i++)
        askBarely(client, technique, base(), 0);
      const [socket] = await accepted;
      // Whatever has to be said after a handshake is said.
      await client.until(/"seq":1,/);
      client.socket.pause();
      while (socket.writableLength === 0) await reached(market.feed, market.feed.last + 5);
      const held = account.read();
      assert.ok(held.payload <= held.down, `${held.payload} of ${held.down}`);
      const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      client.socket.resetAndDestroy();
      await gone;
      const { payload, down } = account.read();
      assert.ok(payload <= down, `${payload} of ${down}`);
      market.ticker.pause();
    });
  }
});

for (const kind of ['rst', 'fin'] as const) {
  test(`a request that has come by the time of a cut (${kind}) is counted, though nobody had read it`, async () => {
    openMarket();
    const accepted = once(server.server, 'connection');
    const client = new RawClient(server.port);
    const [socket] = await accepted;
    client.get(`${base()}/poll?since=0`);
    await client.until(wholeAnswer);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    client.get(`${base()}/poll?since=2000000000`);
    market.link.strike({ kind, seconds: 0 });
    await closed;
    const { up, requests } = market.account('short-polling').read();
    assert.deepEqual({ up, requests }, { up: client.up, requests: 2 });
    await client.close();
  });
}

test('what has come by the time the server ends a connection is counted, though nobody had read it', async () => {
  openMarket();
  const accepted = once(server.server, 'connection');
  const client = new RawClient(server.port);
  const [socket] = await accepted;
  client.get(`${base()}/ws`, ...upgrade);
  await client.until(/"seq":1\d,/);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  // A close frame without a code, with its mask.
  client.send(Buffer.from([0x88, 0x80, 0, 0, 0, 0]));
  socket.destroy();
  await closed;
  assert.equal(market.account('websocket').read().up, client.up);
  await client.close();
});

for (const rtt of [0, 100]) {
  test(`a request that comes just before its idle connection is closed is the technique’s, and its last: ${rtt} ms`, async () => {
    openMarket();
    market.link.change({ ...idealLink, rtt });
    const accepted = once(server.server, 'connection');
    const client = new RawClient(server.port);
    const [socket] = await accepted;
    client.get(`${base()}/poll?since=0`);
    await client.until(wholeAnswer);
    const before = market.account('short-polling').read();
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    // Of the next one a part is missing.
    client.send(`GET ${base()}/poll?since=0 HTTP/1.1\r\nHost: localhost\r\n\r\nGET /api/mar`);
    socket.destroy();
    await closed;
    const { up, requests, down, payload } = market.account('short-polling').read();
    assert.deepEqual([up, requests], [client.up, 2]);
    assert.deepEqual([down, payload], [before.down, before.payload]);
    await client.close();
  });
}
