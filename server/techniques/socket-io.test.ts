import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import type { TechniqueSettings } from '@/lib/techniques/settings';
import type { Market } from '../market/markets';
import { connectedLane } from '../testing/lane';
import { RawClient, reached, startTestServer, type TestServer } from '../testing/server';

const settings = { seed: 1, rate: 100, burst: 1, symbols: 2, padding: 0 };

/** Stands between the packets of one request or answer. */
const SEPARATOR = '\x1e';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

const addressOf = ({ id }: Market, query = 'EIO=4&transport=polling') =>
  `${server.origin}/api/markets/${id}/socket-io?${query}`;

/** Begins a session by polling. */
async function begun(market: Market): Promise<string> {
  const text = await (await fetch(addressOf(market))).text();
  const { sid } = JSON.parse(text.slice(1));
  return sid;
}

const post = (market: Market, sid: string, packets: string, headers: Record<string, string> = {}) =>
  fetch(`${addressOf(market)}&sid=${sid}`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain;charset=UTF-8', ...headers },
    body: packets,
  });

const poll = (market: Market, sid: string) =>
  fetch(`${addressOf(market)}&sid=${sid}`, { headers: { 'Accept-Encoding': 'gzip' } });

test('a session of another market is refused, by each way to take part in it', async () => {
  const [mine, other] = [server.markets.create(settings), server.markets.create(settings)];
  const sid = await begun(mine);
  for (const answer of [await poll(other, sid), await post(other, sid, '40')]) {
    assert.equal(answer.status, 400);
    assert.equal((await answer.json()).error.code, 'unknown_session');
  }
  const socket = new WebSocket(
    addressOf(other, `EIO=4&transport=websocket&sid=${sid}`).replace('http', 'ws'),
  );
  const [, response] = await once(socket, 'unexpected-response');
  assert.equal(response.statusCode, 400);
  socket.on('error', () => {});
  socket.terminate();
  // It is none the worse for it.
  assert.equal(await (await post(mine, sid, '40')).text(), 'ok');
  assert.equal((await poll(mine, 'A'.repeat(20))).status, 400);
});

test('a page of another site may not say anything in a session, one of ours may', async () => {
  const market = server.markets.create(settings);
  const sid = await begun(market);
  assert.equal((await post(market, sid, '40', { Origin: 'https://evil.example' })).status, 403);
  assert.equal((await post(market, sid, '40', { Origin: server.origin })).status, 200);
  const socket = new WebSocket(addressOf(market, 'EIO=4&transport=websocket').replace('http', 'ws'), {
    origin: 'https://evil.example',
  });
  const [, response] = await once(socket, 'unexpected-response');
  assert.equal(response.statusCode, 403);
  socket.on('error', () => {});
  socket.terminate();
});

test('a large poll is not compressed, though the client would take it', async () => {
  const market = server.markets.create({ ...settings, padding: 500 });
  await reached(market.feed, 10);
  const sid = await begun(market);
  await post(market, sid, '40{"since":0}');
  const answer = await poll(market, sid);
  const text = await answer.text();
  assert.equal(answer.headers.get('content-encoding'), null);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.ok(text.length > 5000);
  const [joined, first] = text.split(SEPARATOR);
  assert.match(joined ?? '', /^40\{/);
  assert.match(first ?? '', /^42\["tick",\{"seq":1,/);
});

test('who says too much is let go', async () => {
  const market = server.markets.create(settings);
  const socket = new WebSocket(addressOf(market, 'EIO=4&transport=websocket').replace('http', 'ws'));
  await once(socket, 'open');
  for (let i = 0; i < 1000; i++) socket.send('3');
  await once(socket, 'close');
  const sid = await begun(market);
  await post(market, sid, Array(1000).fill('3').join(SEPARATOR));
  assert.equal((await poll(market, sid)).status, 400);
});

test('what is too large, or no packet, or no trade, ends the session and nothing else', async () => {
  const market = server.markets.create(settings);
  const sid = await begun(market);
  const large = await post(market, sid, `4${'x'.repeat(5000)}`);
  assert.equal(large.status, 413);
  assert.equal((await large.json()).error.code, 'packets_too_large');
  for (const said of [
    '42["trade",{"symbol":"FISH"}]',
    '42["cheese"]',
    '4nonsense',
    '42["trade"',
    '40{"since":"x"}',
  ]) {
    const socket = new WebSocket(addressOf(market, 'EIO=4&transport=websocket').replace('http', 'ws'));
    await once(socket, 'open');
    if (!said.startsWith('40')) socket.send('40');
    socket.send(said);
    await once(socket, 'close');
  }
  assert.equal((await fetch(addressOf(market))).status, 200);
});

test('to connect takes the requests of the way that was chosen', async () => {
  const handshakes: number[] = [];
  const requestsOf = async (
    transports: TechniqueSettings['transports'],
    until: (said: number) => boolean,
  ) => {
    const market = server.markets.create(settings);
    const lane = await connectedLane(`${server.origin}/api/markets/${market.id}`, 'socket-io', {
      transports,
    });
    const account = market.account('socket-io');
    while (!until(account.read().requests)) await reached(market.feed, market.feed.last + 1);
    await reached(market.feed, market.feed.last + 50);
    const { requests, payload, up, down, handshakesUp, handshakesDown } = account.read();
    lane.stop('off');
    assert.ok(payload > 0 && payload < down && up > 0);
    assert.ok(handshakesUp < up && handshakesDown < down);
    handshakes.push(handshakesUp + handshakesDown);
    return requests;
  };
  assert.equal(await requestsOf('websocket', () => true), 1);
  // The session, the joining, polls until the WebSocket has taken over.
  const upgraded = await requestsOf('upgrade', (requests) => requests >= 4);
  assert.ok(upgraded >= 4 && upgraded < 10, `${upgraded}`);
  // Then each of the ticks of a quarter of a second, or a few of them, has a request of its own.
  assert.ok((await requestsOf('polling', (requests) => requests >= 4)) > 10);
  // One request; three of them, the last to take over; the first two of those.
  const [websocket = 0, all = 0, polling = 0] = handshakes;
  assert.ok(websocket > 100 && polling > websocket && all > polling);
});

test('a query that is not the library’s is refused with what is allowed', async () => {
  const client = new RawClient(server.port);
  client.get(`/api/markets/demo/socket-io?EIO=3&transport=pigeon&recovery=no&sid=1`);
  const answer = await client.until(/"message":"[^"]+/);
  assert.match(answer, /^HTTP\/1.1 400 /);
  assert.match(
    answer,
    /EIO: must be 4.*recovery: must be true.*transport: must be polling or websocket.*sid: must be/,
  );
  await client.close();
});
