import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { quoteAt } from '@/lib/market/market';
import { epochNow } from '@/lib/measure/clock';
import { techniques } from '@/lib/techniques';
import { type Fill, slippageOf } from '@/lib/trade/trade';
import type { Market } from '../market/markets';
import { connectedLane } from '../testing/lane';
import { RawClient, reached, startTestServer, type TestServer } from '../testing/server';

const settings = { seed: 5, rate: 50, burst: 1, symbols: 2, padding: 0 };
const trade = { symbol: 'KITE', side: 'buy', quantity: 100, seen: 1.5 } as const;

let server: TestServer;
let market: Market;
before(async () => {
  server = await startTestServer();
  market = server.markets.create(settings);
});
after(() => server.stop());

const addressOfMarket = ({ id }: Market) => `${server.origin}/api/markets/${id}`;
const addressOf = (path: string) => `${server.origin}/api/markets/${market.id}/${path}`;

for (const { id, name, traits } of techniques) {
  describe(name, () => {
    test('a trade is filled at the newest price when it arrives, whatever was seen', async () => {
      const traded = server.markets.create(settings);
      const lane = await connectedLane(addressOfMarket(traded), id);
      for (const side of ['buy', 'sell', 'quote'] as const) {
        const earliest = traded.price('KITE');
        const fill = await lane.trader.desk.place({ ...trade, side });
        const latest = traded.price('KITE');
        assert.ok(earliest && latest);
        assert.ok(fill.seq >= earliest.seq && fill.seq <= latest.seq);
        if (fill.seq > 0) assert.equal(fill.price, quoteAt(settings.seed, fill.seq, settings.symbols).price);
        assert.deepEqual({ ...trade, side }, without(fill));
        assert.ok(Math.abs(fill.at - epochNow()) < 60_000);
      }
      lane.stop('off');
    });

    test('trades are counted to its account, and to no other', async () => {
      const traded = server.markets.create(settings);
      // What has left by the pause has left: no transport is changed meanwhile.
      const lane = await connectedLane(addressOfMarket(traded), id, { transports: 'websocket' });
      traded.ticker.pause();
      const earlier = traded.account(id).read();
      for (let i = 0; i < 5; i++) await lane.trader.desk.place(trade);
      const later = traded.account(id).read();
      const bytes = JSON.stringify(trade).length * 5;
      assert.ok(later.up - earlier.up > bytes, `${later.up - earlier.up} bytes up`);
      assert.ok(later.down - earlier.down > bytes, `${later.down - earlier.down} bytes down`);
      assert.ok(later.requests - earlier.requests >= (traits.framing === 'websocket' ? 0 : 5));
      assert.equal(later.payload, earlier.payload);
      assert.deepEqual([...traded.accounts.keys()], [id]);
      lane.stop('off');
    });

    test('a trade can be posted to its address', async () => {
      const { path } = techniques.find((entry) => entry.id === id) ?? { path: '' };
      const answer = await post(path, trade);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      const { fill } = await answer.json();
      assert.deepEqual(Object.keys(fill), [...Object.keys(trade), 'price', 'seq', 'at']);
    });
  });
}

function without({ price: _price, seq: _seq, at: _at, trade: _trade, ...rest }: Fill) {
  return rest;
}

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(addressOf(path), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function refusal(answer: Response): Promise<{ status: number; code: string; message: string }> {
  const { error } = await answer.json();
  return { status: answer.status, ...error };
}

test('a WebSocket carries trades on its own connection: no further request', async () => {
  const traded = server.markets.create(settings);
  const lane = await connectedLane(addressOfMarket(traded), 'websocket');
  const fills = await Promise.all(
    Array.from({ length: 10 }, (_, i) => lane.trader.desk.place({ ...trade, seen: i + 1 })),
  );
  // Each promise has the fill of its own trade.
  assert.deepEqual(
    fills.map(({ seen }) => seen),
    fills.map((_, i) => i + 1),
  );
  const { requests, connections } = traded.account('websocket').read();
  assert.deepEqual({ requests, connections }, { requests: 1, connections: 1 });
  assert.deepEqual([...traded.accounts.keys()], ['websocket']);
  lane.stop('off');
  await assert.rejects(lane.trader.desk.place(trade), /not connected|connection was lost/);
});

for (const [field, value, allowed] of [
  ['symbol', 'FISH', /symbol: must be one of this market's: KITE, FERN$/],
  // Traded elsewhere, but not in this market.
  ['symbol', 'BOLT', /KITE, FERN/],
  ['symbol', 7, /symbol: must be the symbol/],
  ['side', 'short', /side: must be buy, sell or quote/],
  ['quantity', 0, /quantity: must be a whole number, 1 to 1,000,000/],
  ['quantity', 1.5, /quantity: must be a whole number/],
  ['quantity', 1e9, /quantity: must be a whole number/],
  ['seen', 'cheap', /seen: must be a price/],
  ['seen', -1, /seen: must be a price/],
  ['seen', 1e300, /seen: must be a price/],
  ['trade', 0, /trade: must be a whole number/],
  ['limit', 12, /Unrecognized key/],
] as const) {
  test(`a trade with ${field}=${value} is refused with what is allowed`, async () => {
    const { status, code, message } = await refusal(await post('poll', { ...trade, [field]: value }));
    assert.deepEqual({ status, code }, { status: 400, code: 'bad_trade' });
    assert.match(message, allowed);
  });
}

for (const field of Object.keys(trade)) {
  test(`a trade without ${field} is refused`, async () => {
    const { [field]: _left, ...rest } = trade as Record<string, unknown>;
    const { status, message } = await refusal(await post('sse', rest));
    assert.equal(status, 400);
    assert.match(message, new RegExp(`^${field}: must be`));
  });
}

test('what is no JSON, and what is no object, is refused', async () => {
  for (const body of ['', '{', 'null', '[]', '7', '"buy"']) {
    const { status, code } = await refusal(await post('long-poll', body));
    assert.deepEqual({ status, code }, { status: 400, code: 'bad_trade' }, body);
  }
});

test('a body of more than 1 kB is refused, also where its size was not announced', async () => {
  const large = JSON.stringify({ ...trade, symbol: 'K'.repeat(2000) });
  const { status, message } = await refusal(await post('poll', large));
  assert.equal(status, 413);
  assert.match(message, /1024 bytes/);
  const client = new RawClient(server.port);
  client.send(
    `POST /api/markets/demo/poll HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
  );
  for (let i = 0; i < 200; i++) client.send(`400\r\n${'x'.repeat(1024)}\r\n`);
  client.send('0\r\n\r\n');
  assert.match(await client.until(/trade_too_large/), /^HTTP\/1.1 413 /);
  // The connection can be used again.
  const from = client.down;
  client.get('/api/markets/demo/poll?since=2000000000');
  assert.match(await client.until(/"ticks":\[\]/, from), /HTTP\/1.1 200 /);
  await client.close();
});

test('a client that breaks off in the middle of a trade harms nobody', async () => {
  const client = new RawClient(server.port);
  client.send(
    `POST /api/markets/demo/poll HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{"sym`,
  );
  await client.close();
  assert.equal((await post('poll', trade)).status, 200);
});

test('only JSON is taken: a form of another site cannot be posted here', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', '']) {
    const { status, message } = await refusal(await post('poll', trade, { 'Content-Type': type }));
    assert.equal(status, 415, type);
    assert.match(message, /application\/json/);
  }
  assert.equal(
    (await post('poll', trade, { 'Content-Type': 'Application/JSON; charset=utf-8' })).status,
    200,
  );
});

test('a page of another site may not trade, one of ours and an allowed one may', async () => {
  const guarded = await startTestServer({ allowedOrigins: ['https://class.example'] });
  const statusOf = async (origin: string) => {
    const client = new RawClient(guarded.port);
    const body = JSON.stringify(trade);
    client.send(
      `POST /api/markets/demo/sse HTTP/1.1\r\nHost: localhost:${guarded.port}\r\nOrigin: ${origin}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    const answer = await client.until(/\}\}/);
    await client.close();
    return Number(answer.split(' ')[1]);
  };
  assert.equal(await statusOf('https://evil.example'), 403);
  assert.equal(await statusOf('null'), 403);
  assert.equal(await statusOf(`http://localhost:${guarded.port}`), 200);
  assert.equal(await statusOf('https://class.example'), 200);
  await guarded.stop();
});

test('a trade takes no query, and goes to a market that there is', async () => {
  assert.equal((await refusal(await post('poll?since=1', trade))).code, 'bad_query');
  const nowhere = await fetch(`${server.origin}/api/markets/nowhere/poll`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(trade),
  });
  assert.equal((await refusal(nowhere)).code, 'market_not_found');
});

test('a WebSocket message that is no trade closes with what is allowed', async () => {
  for (const message of ['{', '[]', JSON.stringify({ ...trade, symbol: 'FISH' }), 'x'.repeat(900)]) {
    const socket = new WebSocket(`${addressOf('ws').replace('http', 'ws')}?since=2000000000`);
    socket.on('open', () => socket.send(message));
    const { code, reason } = await new Promise<{ code: number; reason: string }>((resolve) => {
      socket.on('close', (closeCode, why) => resolve({ code: closeCode, reason: String(why) }));
    });
    assert.equal(code, 1008);
    assert.match(reason, /"ping" and trades: \{"symbol"/);
  }
});

test('a WebSocket that says too much at once is closed', async () => {
  const socket = new WebSocket(`${addressOf('ws').replace('http', 'ws')}?since=2000000000`);
  socket.on('open', () => {
    for (let i = 0; i < 1000; i++) socket.send(JSON.stringify(trade));
  });
  const code = await new Promise((resolve) => socket.on('close', resolve));
  assert.equal(code, 1008);
});

test('the simulated link and its faults act on trades', async () => {
  const slow = server.markets.create(settings);
  const place = async () => {
    const sent = epochNow();
    const answer = await fetch(`${server.origin}/api/markets/${slow.id}/poll`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(trade),
    });
    return { status: answer.status, took: epochNow() - sent };
  };
  slow.link.change({ ...slow.link.settings, rtt: 150 });
  const { status, took } = await place();
  assert.equal(status, 200);
  assert.ok(took >= 150, `${took} ms`);
  slow.link.strike({ kind: 'unavailable', seconds: 1 });
  assert.equal((await place()).status, 503);
});

test('a feed that goes on where another left off knows the prices of before', async () => {
  await reached(market.feed, 20);
  market.ticker.pause();
  const known = ['KITE', 'FERN'].map((symbol) => market.price(symbol));
  market.restartFeed();
  await new Promise<void>((resolve) => market.whenReady(resolve));
  assert.deepEqual(
    ['KITE', 'FERN'].map((symbol) => market.price(symbol)),
    known,
  );
  market.ticker.resume();
});

test('before its first tick a stock has the price at which it opens', async () => {
  const fresh = server.markets.create({ ...settings, rate: 0.1 });
  assert.deepEqual(fresh.price('FERN'), { seq: 0, price: 64.15 });
  assert.equal(fresh.price('BOLT'), null);
});

test('no body gives status 500', async () => {
  const anything = fc.oneof(fc.anything(), fc.constantFrom('KITE', 'buy', 100, 1.5));
  const trades = fc.record(
    { symbol: anything, side: anything, quantity: anything, seen: anything, trade: anything },
    { requiredKeys: [] },
  );
  const bodies = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary', maxLength: 3000 }),
    fc.json(),
    trades.map((value) => {
      try {
        return JSON.stringify(value) ?? '';
      } catch {
        return '{';
      }
    }),
    fc.constant('{"__proto__":{"symbol":"KITE"},"constructor":1}'),
  );
  const paths = fc.constantFrom(...techniques.map(({ path }) => path));
  await fc.assert(
    fc.asyncProperty(paths, bodies, async (path, body) => {
      const { status } = await post(path, body);
      assert.ok([200, 400, 413].includes(status), `${status}: ${body}`);
    }),
    { numRuns: 300 },
  );
});

test('slippage is what was paid more, or got less; a quote never gains', () => {
  const fill = (side: Fill['side'], seen: number, price: number): Fill => ({
    ...trade,
    side,
    seen,
    price,
    seq: 1,
    at: 0,
  });
  assert.equal(slippageOf(fill('buy', 10, 10.12)), 12);
  assert.equal(slippageOf(fill('buy', 10.12, 10)), -12);
  assert.equal(slippageOf(fill('sell', 10, 10.12)), -12);
  assert.equal(slippageOf(fill('sell', 10.12, 10)), 12);
  assert.equal(slippageOf(fill('sell', 10, 10)), 0);
  assert.equal(slippageOf(fill('quote', 10, 10.12)), 12);
  assert.equal(slippageOf(fill('quote', 10.12, 10)), 12);
});
