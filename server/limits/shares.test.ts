import assert from 'node:assert/strict';
import { once } from 'node:events';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { WebSocket } from 'ws';
import { type Command, reportSchema } from '@/lib/channel/control-messages';
import { RawClient, startTestServer, type TestServer } from '../testing/server';
import { isAddressRange, shareOf, TrustedProxies } from './proxies';

const settings = { seed: 1, rate: 1, burst: 1, symbols: 1, padding: 0 };
const LOCAL = ['127.0.0.1'];

/** A page opens a market. @returns what comes of it: `market`, or the code of the error */
async function openMarket(t: TestContext, { port }: TestServer, forwardedFor: string): Promise<string> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/control`, {
    headers: { 'X-Forwarded-For': forwardedFor },
  });
  t.after(() => socket.terminate());
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'open', settings } satisfies Command));
  const [data] = await once(socket, 'message');
  const report = reportSchema.parse(JSON.parse(String(data)));
  return report.type === 'error' ? report.error.code : report.type;
}

test('one address may open its share of the markets, and another one still finds room', async (t) => {
  const server = await startTestServer({ maxMarkets: 6, maxMarketsPerAddress: 3, trustedProxies: LOCAL });
  t.after(() => server.stop());
  const opened = (forwardedFor: string) => openMarket(t, server, forwardedFor);
  for (let i = 0; i < 3; i++) assert.equal(await opened('203.0.113.7'), 'market');
  assert.equal(await opened('203.0.113.7'), 'too_many_markets_of_address');
  // What the client itself says of where it comes from does not count.
  assert.equal(await opened('198.51.100.1, 203.0.113.7'), 'too_many_markets_of_address');
  assert.equal(await opened('203.0.113.8'), 'market');
  assert.equal(await opened('2001:db8:0:1::5'), 'market');
  assert.equal(await opened('2001:db8::1:6:0:0:1'), 'market');
  assert.equal(await opened('203.0.113.9'), 'too_many_markets');
});

test('pages that are reloaded again and again find room: a market that nobody uses any more goes first', async (t) => {
  const server = await startTestServer({ maxMarketsPerAddress: 2, trustedProxies: LOCAL });
  t.after(() => server.stop());
  assert.equal(await openMarket(t, server, '203.0.113.7'), 'market');
  for (let reload = 0; reload < 4; reload++) {
    const connected = once(server.server, 'connection');
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/control`, {
      headers: { 'X-Forwarded-For': '203.0.113.7' },
    });
    const [connection]: Socket[] = await connected;
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'open', settings } satisfies Command));
    const [data] = await once(socket, 'message');
    assert.equal(JSON.parse(String(data)).type, 'market', `reload ${reload}`);
    assert.equal(server.markets.size, 2);
    const closed = connection && once(connection, 'close');
    socket.close();
    await closed;
    await new Promise(setImmediate);
  }
});

test('computers of one IPv6 network of 64 bits have one share', async (t) => {
  const server = await startTestServer({ maxMarketsPerAddress: 1, trustedProxies: LOCAL });
  t.after(() => server.stop());
  assert.equal(await openMarket(t, server, '2001:db8:0:1::5'), 'market');
  assert.equal(await openMarket(t, server, '2001:0db8::1:ffff:0:0:9'), 'too_many_markets_of_address');
  assert.equal(await openMarket(t, server, '2001:db8:0:2::5'), 'market');
});

test('of a proxy that is not trusted nothing is believed', async (t) => {
  const server = await startTestServer({ maxMarketsPerAddress: 1, maxConnectionsPerAddress: 2 });
  t.after(() => server.stop());
  assert.equal(await openMarket(t, server, '203.0.113.7'), 'market');
  assert.equal(await openMarket(t, server, '203.0.113.8'), 'too_many_markets_of_address');
  const client = new RawClient(server.port);
  client.get('/api/markets/demo/poll', 'X-Forwarded-For: 203.0.113.9');
  await once(client.socket, 'close');
  assert.match(await client.until(/^/), /^HTTP\/1.1 503 [\s\S]*too_many_connections/);
});

test("a proxy's connection counts for the client whose request it brings", async (t) => {
  const server = await startTestServer({ maxConnectionsPerAddress: 2, trustedProxies: LOCAL });
  t.after(() => server.stop());
  const connections = Array.from({ length: 3 }, () => new RawClient(server.port));
  t.after(() => Promise.all(connections.map((connection) => connection.close())));
  const [first, second, third] = connections;
  assert.ok(first && second && third);
  const statusOf = async (connection: RawClient, forwardedFor: string) => {
    const from = connection.down;
    connection.get('/api/markets/demo/poll?since=2000000000', `X-Forwarded-For: ${forwardedFor}`);
    const text = await connection.until(/\r\n\r\n\{.*\}\s*$/, from);
    return Number(text.split(' ')[1]);
  };
  assert.equal(await statusOf(first, '203.0.113.7'), 200);
  assert.equal(await statusOf(second, '203.0.113.7'), 200);
  assert.equal(await statusOf(third, '203.0.113.7'), 503);
  assert.equal(await statusOf(third, '203.0.113.8'), 200);
  assert.equal(await statusOf(second, '203.0.113.8'), 200);
  assert.equal(await statusOf(third, '203.0.113.7'), 200);
  const handshake = new WebSocket(`ws://127.0.0.1:${server.port}/api/control`, {
    headers: { 'X-Forwarded-For': '203.0.113.7' },
  });
  handshake.on('error', () => {});
  const [, { statusCode }] = await once(handshake, 'unexpected-response');
  assert.equal(statusCode, 503);
});

/** The client of a request, as the headers and the trusted proxies have it. */
function clientOf(trusted: readonly string[], remote: string, forwardedFor?: string): string {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: remote });
  const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
  return new TrustedProxies(trusted).clientOf(Object.assign(new IncomingMessage(socket), { headers }));
}

test('X-Forwarded-For is read from the right, as far as the proxies are trusted', () => {
  const trusted = ['127.0.0.1', '10.0.0.0/8', '::1', '2001:db8:ffff::/48'];
  for (const [remote, forwardedFor, client] of [
    ['203.0.113.7', undefined, '203.0.113.7'],
    ['203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['::ffff:127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['127.0.0.1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['127.0.0.1', '203.0.113.7,10.1.2.3', '203.0.113.7'],
    ['::1', '203.0.113.7, ::ffff:10.1.2.3,2001:db8:ffff::1', '203.0.113.7'],
    ['127.0.0.1', '10.1.1.1, 10.1.2.3', '10.1.1.1'],
    ['127.0.0.1', '203.0.113.7, unknown', '127.0.0.1'],
    ['127.0.0.1', '203.0.113.7, unknown, 10.1.2.3', '10.1.2.3'],
    ['127.0.0.1', '203.0.113.7:4711', '203.0.113.7'],
    ['127.0.0.1', '[2001:db8::7]:4711', '2001:db8::7'],
    ['127.0.0.1', '2001:db8::7', '2001:db8::7'],
    ['127.0.0.2', '203.0.113.7', '127.0.0.2'],
    ['', '203.0.113.7', ''],
  ] as const)
    assert.equal(clientOf(trusted, remote, forwardedFor), client, `${remote} ${forwardedFor}`);
  assert.equal(clientOf([], '127.0.0.1', '203.0.113.7'), '127.0.0.1');
});

test('an address range is an address, or one with a number of bits', () => {
  for (const range of ['127.0.0.1', '10.0.0.0/8', '0.0.0.0/0', '::1', 'fd00::/8', '::/128'])
    assert.ok(isAddressRange(range), range);
  for (const range of [
    '',
    'localhost',
    '10.0.0.0/33',
    '::/129',
    '10.0.0/8',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '*',
  ])
    assert.ok(!isAddressRange(range), range);
});

test('an IPv6 address is known by its network of 64 bits, an IPv4 address by itself', () => {
  for (const [address, share] of [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0DB8:0000::0001', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
    ['', ''],
  ] as const)
    assert.equal(shareOf(address), share, address);
});
