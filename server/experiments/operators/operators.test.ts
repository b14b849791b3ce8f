import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { WebSocket } from 'ws';
import {
  countsSchema,
  fourTuplesSchema,
  handshakeSchema,
  openedSchema,
} from '@/lib/experiments/operators/answers';
import { IDLE_LIMIT_MS } from '@/lib/experiments/operators/proxies';
import { RawClient, startTestServer } from '../../testing/server';

/** A server with a market for a page's experiments. */
async function openMarket(t: TestContext, rate = 0) {
  const server = await startTestServer();
  t.after(() => server.stop());
  const base = `${server.origin}/api/experiments/operators`;
  const opened = await fetch(`${base}/open?rate=${rate}&symbols=4`, { method: 'POST' });
  const { market, secret } = openedSchema.parse(await opened.json());
  const counts = async () =>
    countsSchema.parse(await (await fetch(`${base}/counts?market=${market}`)).json());
  return { server, base, market, secret, counts, path: '/api/experiments/operators' };
}

test('an answer costs what a client of its own counts, to the byte', async (t) => {
  const { server, path, market, counts } = await openMarket(t);
  const client = new RawClient(server.port);
  t.after(() => client.close());
  client.get(`${path}/answer?market=${market}&as=one&head=700&body=62`);
  await client.until(/b{62}$/);
  const { one } = await counts();
  assert.deepEqual(
    { up: one?.up, down: one?.down, requests: one?.requests },
    { up: client.up, down: client.down, requests: 1 },
  );
});

test('who has a document is answered 304, without a body', async (t) => {
  const { base, market } = await openMarket(t);
  const first = await fetch(`${base}/quotes?market=${market}`);
  const etag = first.headers.get('etag') ?? '';
  assert.equal(first.status, 200);
  assert.match(await first.text(), /"symbol"/);
  const again = await fetch(`${base}/quotes?market=${market}`, { headers: { 'If-None-Match': etag } });
  assert.deepEqual([again.status, await again.text()], [304, '']);
  const other = await fetch(`${base}/quotes?market=${market}`, { headers: { 'If-None-Match': '"another"' } });
  assert.equal(other.status, 200);
  await other.text();
});

test('the newest price comes alone', async (t) => {
  const { base, market, server } = await openMarket(t, 50);
  const { feed } = server.markets.get(market);
  await new Promise<void>((resolve) => {
    const stop = feed.listen(() => {
      if (feed.last < 3) return;
      stop();
      resolve();
    });
  });
  const { ticks } = await (await fetch(`${base}/latest?market=${market}`)).json();
  assert.equal(ticks.length, 1);
  assert.ok(ticks[0].seq >= 3);
});

test('a stream is cut in the middle of an event, and goes on whole for a client that comes back', async (t) => {
  const { server, path, market } = await openMarket(t);
  const query = `market=${market}&every=100&count=4&cut=2`;
  const client = new RawClient(server.port);
  const closed = once(client.socket, 'close');
  client.get(`${path}/stream?${query}`);
  await closed;
  const text = await client.until(/half$/m).catch(String);
  assert.match(text, /id: 2\ndata: \{"seq":2,.*\}\n\n/);
  assert.match(text, /id: 3\ndata: \{"seq":3,"half\r\n$/);
  const again = new RawClient(server.port);
  t.after(() => again.close());
  again.get(`${path}/stream?${query}`, 'Last-Event-ID: 2');
  const rest = await again.until(/"seq":6.*/);
  assert.match(rest, /id: 3\ndata: \{"seq":3,"at":\d+,"resumed":2\}\n\n/);
});

test('a proxy with an idle limit closes what is silent, and not what has a heartbeat', async (t) => {
  const { server, path, market } = await openMarket(t);
  const silent = new RawClient(server.port);
  const alive = new RawClient(server.port);
  t.after(() => alive.close());
  const began = performance.now();
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}/idle/socket?market=${market}`);
  const closed = Promise.all([once(silent.socket, 'close'), once(socket, 'close')]);
  silent.get(`${path}/idle/stream?market=${market}`);
  alive.get(`${path}/idle/stream?market=${market}&heartbeat=500`);
  const [, [code]] = await closed;
  assert.ok(performance.now() - began >= IDLE_LIMIT_MS);
  // The proxy knows no close frames.
  assert.equal(code, 1006);
  await alive.until(/(: heartbeat[\s\S]*){8}/);
  assert.equal(alive.socket.destroyed, false);
});

test('a WebSocket comes through a proxy, and not through one that drops Upgrade', async (t) => {
  const { server, path, market } = await openMarket(t);
  const open = (kind: string) =>
    new WebSocket(`ws://127.0.0.1:${server.port}${path}/${kind}/socket?market=${market}&every=100`);
  const through = open('buffer');
  const [message] = await once(through, 'message');
  assert.match(String(message), /^\{"seq":1/);
  through.close();
  await once(through, 'close');
  const dropped = open('no-upgrade');
  const [error] = await once(dropped, 'error');
  assert.match(String(error), /426/);
});

test('what follows a request that is refused its upgrade does not come through the proxy', async (t) => {
  const { server, path, market } = await openMarket(t);
  /** Bytes that come to the server behind the proxy. */
  const behind = async (kind: string, more: string) => {
    const sockets: Socket[] = [];
    const see = (socket: Socket) => {
      sockets.push(socket);
      // Once more, when the proxy has passed the request on.
      if (sockets.length === 2) client.send(more);
    };
    const client = new RawClient(server.port);
    server.server.on('connection', see);
    const closed = once(client.socket, 'close');
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
    client.get(`${path}/${kind}/socket?market=${market}`, ...upgrade, 'Sec-WebSocket-Key: wrong');
    client.send(more);
    await closed;
    server.server.off('connection', see);
    return sockets[1]?.bytesRead;
  };
  const another = 'GET /api/markets/demo/poll HTTP/1.1\r\nHost: localhost\r\n\r\n';
  for (const kind of ['no-upgrade', 'idle']) {
    const alone = await behind(kind, '');
    assert.ok(alone);
    assert.equal(await behind(kind, another.repeat(10)), alone);
  }
});

test('a proxy that collects keeps events back, unless the answer asks it not to', async (t) => {
  const { server, path, market } = await openMarket(t);
  const piecesOf = async (query: string) => {
    const client = new RawClient(server.port);
    let pieces = 0;
    client.socket.on('data', () => pieces++);
    client.get(`${path}/buffer/stream?market=${market}&every=100&count=5${query}`);
    await client.until(/"seq":5[\s\S]*0\r\n\r\n$/);
    await client.close();
    return pieces;
  };
  const [collected, passed] = [await piecesOf(''), await piecesOf('&buffering=no')];
  assert.ok(collected <= 2, `${collected} pieces`);
  assert.ok(passed >= 5, `${passed} pieces`);
});

test('a handshake is made with any key, and answered as the key deserves', async (t) => {
  const { base, market } = await openMarket(t);
  const make = async (key: string) => {
    const query = new URLSearchParams({ market, key });
    return handshakeSchema.parse(
      await (await fetch(`${base}/handshake?${query}`, { method: 'POST' })).json(),
    );
  };
  // The example of RFC 6455, section 1.3.
  const good = await make('dGhlIHNhbXBsZSBub25jZQ==');
  assert.match(good.asked, /\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n/);
  assert.match(good.answered, /^HTTP\/1\.1 101 [\s\S]*Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/);
  for (const key of ['', 'tooshort', 'dGhlIHNhbXBsZSBub25jZQ='])
    assert.match((await make(key)).answered, /^HTTP\/1\.1 400 /);
  for (const key of ['a b', 'a\r\nHost: elsewhere', 'k'.repeat(65)]) {
    const query = new URLSearchParams({ market, key });
    const { status } = await fetch(`${base}/handshake?${query}`, { method: 'POST' });
    assert.equal(status, 400, key);
  }
});

test('one port of several addresses has as many connections, and the same four values are refused', async (t) => {
  const { base, server } = await openMarket(t);
  const response = await fetch(`${base}/four-tuple`, { method: 'POST' });
  const { port, clientPort, connections, again, inTable } = fourTuplesSchema.parse(await response.json());
  assert.equal(port, server.port);
  assert.ok(clientPort);
  const standing = connections.filter(({ error }) => error === null);
  assert.ok(standing.length >= 1);
  if (process.platform === 'linux') {
    assert.equal(standing.length, connections.length);
    assert.equal(inTable, connections.length);
  }
  assert.ok(again?.error);
});

test('pages of other sites cannot have anything opened, and bad input is told', async (t) => {
  const { base, market } = await openMarket(t);
  const statusOf = async (path: string, init?: RequestInit) => (await fetch(`${base}${path}`, init)).status;
  const foreign = { method: 'POST', headers: { Origin: 'http://elsewhere.example' } };
  for (const path of ['/four-tuple', '/open?rate=0&symbols=1', '/leave', `/handshake?market=${market}&key=`])
    assert.equal(await statusOf(path, foreign), 403, path);
  for (const path of ['/open?rate=51&symbols=1', '/open?rate=1', '/four-tuple?host=elsewhere'])
    assert.equal(await statusOf(path, { method: 'POST' }), 400, path);
  for (const path of [
    `/stream?market=${market}&every=1`,
    `/idle/stream?market=${market}&to=elsewhere`,
    '/counts',
  ])
    assert.equal(await statusOf(path), 400, path);
  assert.equal(await statusOf('/stream?market=nobody'), 404);
  assert.equal(await statusOf('/nothing'), 404);
  assert.equal(await statusOf('/four-tuple'), 405);
  assert.equal(await statusOf(`/socket?market=${market}`), 426);
});

test('a market goes when its page leaves it, and for nobody else', async (t) => {
  const { base, market, secret, server } = await openMarket(t);
  const leave = async (authorization: string) => {
    const response = await fetch(`${base}/leave`, {
      method: 'POST',
      headers: { Authorization: authorization },
    });
    return response.status;
  };
  // Its name is in every address, and gives no right to it.
  assert.equal(await leave(`Bearer ${market}`), 403);
  assert.equal(await leave(`Bearer ${'x'.repeat(32)}`), 200);
  assert.ok(server.markets.has(market));
  assert.equal(await leave(`Bearer ${secret}`), 200);
  assert.equal(server.markets.has(market), false);
});

test('so many connections of an address pass through the proxies, and no more', async (t) => {
  const { server, path, market } = await openMarket(t);
  const clients = Array.from({ length: 161 }, () => new RawClient(server.port));
  t.after(() => Promise.all(clients.map((client) => client.close())));
  for (const client of clients) client.get(`${path}/buffer/stream?market=${market}&buffering=no&every=100`);
  const heads = await Promise.all(clients.map((client) => client.until(/^HTTP\/1\.1 \d+[\s\S]*\r\n\r\n/)));
  assert.equal(heads.filter((head) => head.startsWith('HTTP/1.1 503')).length, 1);
});
