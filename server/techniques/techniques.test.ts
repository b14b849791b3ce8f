import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { parseMessage } from '@/lib/connection/message';
import { quoteAt } from '@/lib/market/market';
import { techniques } from '@/lib/techniques';
import type { Market } from '../market/markets';
import { collect, RawClient, reached, startTestServer, type TestServer } from '../testing/server';

const settings = { seed: 1, rate: 100, burst: 1, symbols: 4, padding: 0 };

let server: TestServer;
let market: Market;
before(async () => {
  server = await startTestServer({ historyMs: 1000 });
  market = server.markets.create(settings);
});
after(() => server.stop());

const base = () => `${server.origin}/api/markets/${market.id}`;
const seqs = (ticks: readonly { seq: number }[]) => ticks.map(({ seq }) => seq);
const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

for (const technique of techniques) {
  const { path, name } = technique;
  describe(name, () => {
    test('brings every tick after the cursor, once and in order, with the price the market has', async () => {
      await reached(market.feed, 20);
      const since = market.feed.last - 10;
      const { ticks } = await collect(technique, base(), since, 12);
      assert.ok(ticks.length >= 12);
      assert.deepEqual(seqs(ticks), range(since + 1, ticks.length));
      for (const { seq, symbol, price, at } of ticks) {
        assert.deepEqual({ seq, symbol, price }, quoteAt(settings.seed, seq, settings.symbols));
        assert.ok(Math.abs(at - Date.now()) < 60_000);
      }
    });

    test('says how many ticks are missing when the cursor is older than the history', async () => {
      await reached(market.feed, 200);
      const { gap, ticks } = await collect(technique, base(), 0, 3);
      assert.ok(gap);
      assert.equal(gap.from, 1);
      assert.equal(gap.missed, gap.to);
      assert.equal(ticks[0]?.seq, gap.to + 1);
    });

    for (const query of ['since=-1', 'since=x', 'since=99999999999', 'since=1&since=2', 'sinse=1']) {
      test(`refuses ?${query} and says what is allowed`, async () => {
        const client = new RawClient(server.port);
        const upgrade =
          path === 'ws'
            ? [
                'Connection: Upgrade',
                'Upgrade: websocket',
                'Sec-WebSocket-Version: 13',
                'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
              ]
            : [];
        client.get(`/api/markets/demo/${path}?${query}`, ...upgrade);
        const answer = await client.until(/"message":"[^"]+/);
        await client.close();
        assert.match(answer, /^HTTP\/1.1 400 /);
        assert.match(answer, /"code":"bad_query"/);
        assert.match(answer, /since: (must be|is given)|Unrecognized key/);
      });
    }

    test('an unknown market is 404', async () => {
      const client = new RawClient(server.port);
      const upgrade =
        path === 'ws'
          ? [
              'Connection: Upgrade',
              'Upgrade: websocket',
              'Sec-WebSocket-Version: 13',
              'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
            ]
          : [];
      client.get(`/api/markets/nowhere/${path}`, ...upgrade);
      assert.match(await client.until(/market_not_found/), /^HTTP\/1.1 404 /);
      await client.close();
    });
  });
}

test('whatever the query, the answer is 200 or 400', async () => {
  const paths = fc.constantFrom('poll', 'long-poll');
  const names = fc.oneof(fc.constantFrom('since', 'timeout'), fc.string());
  await fc.assert(
    fc.asyncProperty(
      paths,
      fc.array(fc.tuple(names, fc.oneof(fc.string(), fc.nat().map(String))), { maxLength: 3 }),
      async (path, pairs) => {
        const query = new URLSearchParams(pairs);
        // A held poll is no error, but would hold up the test.
        if (Number(query.get('since')) > 0) query.set('since', '0');
        const { status } = await fetch(`${base()}/${path}?${query}`);
        assert.ok(status === 200 || status === 400, `${query}: ${status}`);
      },
    ),
    { numRuns: 100 },
  );
});

test('an answer is not to be kept, and not compressed', async () => {
  for (const path of ['poll', 'long-poll', 'sse', 'stream']) {
    const stop = new AbortController();
    const { status, headers } = await fetch(`${base()}/${path}?since=0`, { signal: stop.signal });
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('content-encoding'), null);
    // Only of streams would a proxy keep anything back.
    const isStream = path === 'sse' || path === 'stream';
    assert.equal(headers.get('x-accel-buffering'), isStream ? 'no' : null);
    stop.abort();
  }
});

test('short polling answers empty when there is nothing new', async () => {
  const answer = await fetch(`${base()}/poll?since=2000000000`);
  assert.equal(await answer.text(), '{"ticks":[]}');
});

test('long polling waits for the next tick, and answers empty when the time is up', async () => {
  // A server that is held up finds more than one tick due.
  const since = market.feed.last;
  const news = await fetch(`${base()}/long-poll?since=${since}`);
  assert.equal(parseMessage(await news.text()).ticks[0]?.seq, since + 1);
  const answer = await fetch(`${base()}/long-poll?since=2000000000&timeout=1`);
  assert.equal(await answer.text(), '{"ticks":[]}');
});

test('SSE resumes from Last-Event-ID, which goes before the address', async () => {
  await reached(market.feed, 20);
  const last = market.feed.last - 5;
  const client = new RawClient(server.port);
  client.get(`/api/markets/${market.id}/sse?since=0`, `Last-Event-ID: ${last}`);
  const [, first] = /^id: (\d+)$/m.exec(await client.until(/^data: .*$/m)) ?? [];
  assert.equal(Number(first), last + 1);
  await client.close();
});

test('SSE says when to reconnect, sends ids, and a heartbeat while there is nothing to say', async () => {
  const quiet = await startTestServer({ heartbeatMs: 30 });
  const slow = quiet.markets.create({ ...settings, rate: 0.1 });
  const client = new RawClient(quiet.port);
  client.get(`/api/markets/${slow.id}/sse`);
  const text = await client.until(/: heartbeat\nevent: heartbeat\ndata:\n\n/);
  assert.match(text, /retry: \d+\n\n/);
  assert.match(text, /Content-Type: text\/event-stream/);
  assert.match(text, /X-Accel-Buffering: no/);
  // Also between ticks: the one before the silence does not stand for the heartbeat in it.
  slow.change({ ...settings, rate: 200 });
  await client.until(/data: \{[^}]*\}\n\n\r\n[0-9a-f]+\r\n: heartbeat/);
  await client.close();
  await quiet.stop();
});

test('without a cursor a stream begins with the next tick', async () => {
  const before = market.feed.last;
  const socket = new WebSocket(`${base().replace('http', 'ws')}/ws`);
  const [data] = await once(socket, 'message');
  assert.ok((parseMessage(String(data)).ticks[0]?.seq ?? 0) > before);
  socket.close();
});

test('WebSocket answers "ping", refuses any other message, and closes properly', async () => {
  const socket = new WebSocket(`${base().replace('http', 'ws')}/ws?since=2000000000`);
  await once(socket, 'open');
  socket.send('ping');
  const [answer] = await once(socket, 'message');
  assert.equal(String(answer), 'pong');
  socket.send('hello');
  const [code, reason] = await once(socket, 'close');
  assert.equal(code, 1008);
  assert.match(String(reason), /ping/);
});

test('WebSocket negotiates no compression', async () => {
  const socket = new WebSocket(`${base().replace('http', 'ws')}/ws`, { perMessageDeflate: true });
  await once(socket, 'open');
  assert.equal(socket.extensions, '');
  socket.close();
});

test('WebSocket drops a client that answers no ping', async () => {
  const strict = await startTestServer({ heartbeatMs: 50 });
  const client = new RawClient(strict.port);
  client.get(
    '/api/markets/demo/ws',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  );
  await client.until(/101 Switching/);
  if (!client.socket.destroyed) await once(client.socket, 'close');
  await strict.stop();
});

test('a page of another site may not open a WebSocket, one of ours and an allowed one may', async () => {
  const guarded = await startTestServer({ allowedOrigins: ['https://class.example'] });
  const open = async (origin: string, path: string) => {
    const socket = new WebSocket(`ws://127.0.0.1:${guarded.port}${path}`, { origin });
    const outcome = await Promise.race([
      once(socket, 'open').then(() => 101),
      once(socket, 'unexpected-response').then(([, response]) => response.statusCode),
    ]);
    socket.on('error', () => {});
    socket.terminate();
    return outcome;
  };
  for (const path of ['/api/markets/demo/ws', '/api/control']) {
    assert.equal(await open('https://evil.example', path), 403);
    assert.equal(await open(guarded.origin, path), 101);
    assert.equal(await open('https://class.example', path), 101);
  }
  await guarded.stop();
});

test('all techniques carry the same bytes of a tick', async () => {
  await reached(market.feed, 50);
  const since = market.feed.last - 20;
  const answers = await Promise.all(techniques.map((technique) => collect(technique, base(), since, 3)));
  for (const { ticks } of answers) {
    assert.deepEqual(ticks.slice(0, 3), answers[0]?.ticks.slice(0, 3));
  }
});

test('padding adds just that many bytes to each tick', async () => {
  const padded = server.markets.create({ ...settings, padding: 1234 });
  await reached(padded.feed, 1);
  const [tick] = padded.feed.since(0).ticks;
  assert.equal(tick && JSON.parse(tick.json).pad.length, 1234);
});

test('only GET and POST are allowed, and other addresses are 404', async () => {
  const put = await fetch(`${base()}/poll`, { method: 'PUT' });
  assert.equal(put.status, 405);
  assert.equal(put.headers.get('allow'), 'GET, POST');
  assert.equal((await fetch(`${base()}/pigeon`)).status, 404);
  assert.equal((await fetch(`${server.origin}/api/nothing`)).status, 404);
  assert.equal((await fetch(`${base()}/ws`)).status, 426);
});
