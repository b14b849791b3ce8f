import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { WebSocket } from 'ws';
import type { WireEvent } from '@/lib/capture/event';
import { explain, WireReader } from '@/lib/capture/message';
import type { Message } from '@/lib/connection/message';
import { idealLink } from '@/lib/link/settings';
import { defaultLoad } from '@/lib/load/settings';
import { techniqueOf } from '@/lib/techniques';
import { about } from '@/lib/techniques/websocket/about';
import { queryOf, type WebSocketSettings } from '@/lib/techniques/websocket/encoding';
import { TRADE_BYTES } from '@/lib/trade/trade';
import { serverClock } from '../../load/clock';
import { Crowd } from '../../load/crowd';
import { techniqueProtocols } from '../../load/technique-protocols';
import { loadTargetOf } from '../../load/technique-target';
import type { Market } from '../../market/markets';
import { collect, RawClient, reached, startTestServer, type TestServer } from '../../testing/server';

const settings = { seed: 1, rate: 100, burst: 1, symbols: 20, padding: 0 };
const websocket = techniqueOf('websocket');

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

const addressOf = ({ id }: Market) => `${server.origin}/api/markets/${id}`;
const seqsOf = (ticks: readonly { seq: number }[]) => ticks.map(({ seq }) => seq);
const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

const all: WebSocketSettings[] = about.settings.encoding.schema.options.flatMap((encoding) =>
  about.settings.compression.schema.options.map((compression) => ({ encoding, compression })),
);

/** A market that has made so many ticks, and makes no more until it is resumed. */
async function marketOf(ticks: number, padding = 0): Promise<Market> {
  const market = server.markets.create({ ...settings, padding });
  await reached(market.feed, ticks);
  market.ticker.pause();
  return market;
}

/** Waits until the connection of a market is over, and its account is complete. */
async function ended(market: Market) {
  const events: WireEvent[] = [];
  while (!events.some(({ way }) => way === 'close')) {
    events.push(...market.link.capture.take().events);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return events.sort((one, other) => one.id - other.id);
}

/** Bytes of payload for each price, of 50 prices. */
async function payloadOf(own: WebSocketSettings): Promise<number> {
  const market = await marketOf(50);
  market.link.watch();
  await collect(websocket, addressOf(market), 0, market.feed.last, own);
  await ended(market);
  const { payload, messages } = market.account('websocket').read();
  return payload / messages;
}

for (const own of all) {
  describe(`${own.encoding}, compression ${own.compression}`, () => {
    test('brings every tick after the cursor, once and in order, the same as in JSON', async () => {
      const market = await marketOf(20);
      const { last } = market.feed;
      market.ticker.resume();
      const { ticks } = await collect(websocket, addressOf(market), 5, last + 30, own);
      assert.deepEqual(seqsOf(ticks), range(6, ticks.length));
      const { ticks: inJson } = await collect(websocket, addressOf(market), 5, ticks.length);
      assert.deepEqual(ticks, inJson.slice(0, ticks.length));
    });

    test('says how many ticks are missing', async () => {
      const forgetful = await startTestServer({ historyMs: 100 });
      const market = forgetful.markets.create(settings);
      await reached(market.feed, 100);
      const { gap, ticks } = await collect(
        websocket,
        `${forgetful.origin}/api/markets/${market.id}`,
        0,
        3,
        own,
      );
      await forgetful.stop();
      assert.equal(gap?.from, 1);
      assert.equal(ticks[0]?.seq, gap.to + 1);
    });

    test('padding is brought whole', async () => {
      const market = await marketOf(3, 10_000);
      const { ticks } = await collect(websocket, addressOf(market), 0, 3, own);
      assert.deepEqual(
        ticks.map(({ pad }) => pad?.length),
        ticks.map(() => 10_000),
      );
    });

    for (const [name, link] of [
      ['without a link', idealLink],
      ['through a link', { ...idealLink, rtt: 20, jitter: 5, down: 2000, up: 2000 }],
    ] as const) {
      test(`what is captured ${name} is what was counted, and its payload is that of the account`, async () => {
        // No more than one event is shown of.
        const market = await marketOf(20);
        market.link.change(link);
        market.link.watch();
        await collect(websocket, addressOf(market), 0, market.feed.last, own);
        const events = await ended(market);
        const { up, down, payload, messages } = market.account('websocket').read();
        const crossed = events.filter(({ way, arrivedAt }) => way === 'up' || arrivedAt !== null);
        const bytes = (wanted: string) =>
          crossed.reduce((sum, event) => sum + (event.way === wanted ? event.bytes : 0), 0);
        assert.deepEqual({ up: bytes('up'), down: bytes('down') }, { up, down });
        assert.ok(payload > 0 && payload < down);
        assert.equal(messages, market.feed.last);

        const reader = new WireReader();
        const read = crossed.map((event) => reader.read(event));
        assert.deepEqual(
          read.flatMap(({ seqs }) => seqs),
          range(1, market.feed.last),
        );
        const explained = read
          .flatMap(({ event, context }) => explain(event, context).parts)
          .reduce((sum, part) => sum + (part.payload ? part.to - part.from : 0), 0);
        assert.equal(explained, payload);
      });
    }

    test('a connection that is cut again and again loses nothing, and has nothing twice', async () => {
      const market = server.markets.create(settings);
      let cursor = 0;
      const seqs: number[] = [];
      for (const kind of ['rst', 'fin', 'rst'] as const) {
        const enough = cursor + 10;
        const received = ({ ticks }: Message) => {
          seqs.push(...seqsOf(ticks));
          cursor = seqs.at(-1) ?? 0;
          if (cursor >= enough) market.link.strike({ kind, seconds: 0 });
        };
        await assert.rejects(
          collect(websocket, addressOf(market), cursor, Number.POSITIVE_INFINITY, own, received),
          /closed with code/,
        );
      }
      assert.ok(seqs.length >= 30);
      assert.deepEqual(seqs, range(1, seqs.length));
    });

    test('a load client finds every tick', async () => {
      const market = server.markets.create(settings);
      const speak = techniqueProtocols.get('websocket');
      assert.ok(speak);
      const load = { ...defaultLoad, ...own, technique: 'websocket' as const };
      const crowd = new Crowd(loadTargetOf(load, server.port, market.id), speak, 3, serverClock());
      await crowd.connect(60_000);
      const from = market.feed.last;
      crowd.count({ from, to: from + 50 });
      const { delivered, doubled, outOfOrder, failed } = await crowd.finish(60_000);
      assert.deepEqual(
        { delivered, doubled, outOfOrder, failed },
        {
          delivered: 150,
          doubled: 0,
          outOfOrder: 0,
          failed: 0,
        },
      );
    });
  });
}

test('what takes fewer bytes: JSON, MessagePack, the layout of 17, and JSON that builds on itself', async () => {
  const payloads = await Promise.all(all.map(payloadOf));
  const payload = (encoding: string, compression: string) =>
    payloads[all.findIndex((own) => own.encoding === encoding && own.compression === compression)] ?? 0;
  const json = payload('json', 'off');
  assert.equal(payload('fixed', 'off'), 17);
  assert.ok(payload('messagepack', 'off') < json && payload('messagepack', 'off') > 40);
  assert.ok(payload('json', 'on') < json / 2);
  assert.ok(payload('json', 'no-takeover') > payload('json', 'on'));
});

test('the standard is asked for by nothing, and its handshake negotiates nothing', async () => {
  const { encoding, compression } = about.settings;
  assert.deepEqual(queryOf({ encoding: encoding.standard, compression: compression.standard }), {});
  const market = await marketOf(1);
  const address = `${addressOf(market).replace('http', 'ws')}/ws`;
  for (const [query, extensions] of [
    ['', ''],
    ['?encoding=fixed', ''],
    ['?compression=on', 'permessage-deflate'],
    ['?compression=no-takeover', 'permessage-deflate'],
  ]) {
    const socket = new WebSocket(`${address}${query}`);
    await once(socket, 'open');
    assert.equal(socket.extensions, extensions);
    socket.close();
  }
});

const UPGRADE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

for (const [query, offer, problem] of [
  ['encoding=xml', '', /"code":"bad_query".*encoding: must be one of json, messagepack, fixed/],
  ['compression=gzip', '', /"code":"bad_query".*compression: must be one of off, on, no-takeover/],
  ['compression=on', '', /"code":"bad_handshake".*offers no permessage-deflate/],
  ['compression=on', 'permessage-snappy', /"code":"bad_handshake".*offers no permessage-deflate/],
  ['compression=on', 'permessage-deflate; server_max_window_bits=9', /"code":"bad_handshake"/],
  ['compression=on', 'permessage-deflate; server_no_context_takeover', /"code":"bad_handshake"/],
  ['compression=on', 'permessage-deflate; nonsense=1', /"code":"bad_handshake"/],
] as const) {
  test(`a handshake with ?${query} that offers ${offer || 'nothing'} is refused with 400`, async () => {
    const client = new RawClient(server.port);
    const fields = offer ? [`Sec-WebSocket-Extensions: ${offer}`] : [];
    client.get(`/api/markets/demo/ws?${query}`, ...UPGRADE, ...fields);
    const answer = await client.until(/"message":"[^"]+/);
    assert.match(answer, /^HTTP\/1.1 400 /);
    assert.match(answer, problem);
    await client.close();
  });
}

/** A masked text frame with RSV1. */
function compressedFrame(payload: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head[0] = 0xc1;
  head[1] = 0x80 | 126;
  head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

for (const [name, query, payload, code] of [
  ['a compressed message where nothing was agreed', '', deflateRawSync('ping'), 1002],
  ['what is no deflate', '?compression=on', Buffer.from([0xff, 0xff, 0xff, 0xff]), 1007],
  [
    'a small message that inflates to a large one',
    '?compression=on',
    deflateRawSync(Buffer.alloc(50 * TRADE_BYTES)),
    1009,
  ],
] as const) {
  test(`${name} is refused with code ${code}`, async () => {
    const market = server.markets.create({ ...settings, rate: 0.1 });
    const client = new RawClient(server.port);
    client.get(
      `/api/markets/${market.id}/ws${query}`,
      ...UPGRADE,
      'Sec-WebSocket-Extensions: permessage-deflate',
    );
    await client.until(/\r\n\r\n/);
    const from = client.down;
    client.send(compressedFrame(payload));
    const answer = await client.until(/\x88/, from);
    const at = answer.indexOf('\x88');
    assert.equal((answer.charCodeAt(at + 2) << 8) | answer.charCodeAt(at + 3), code);
    await client.close();
  });
}

test('a compressed ping is answered, and a compressed trade filled', async () => {
  const market = await marketOf(50);
  const address = `${addressOf(market).replace('http', 'ws')}/ws?compression=on&since=2000000000`;
  const socket = new WebSocket(address, { perMessageDeflate: { threshold: 0 } });
  await once(socket, 'open');
  socket.send('ping');
  assert.equal(String((await once(socket, 'message'))[0]), 'pong');
  const [tick] = market.feed.since(0).ticks;
  const { symbol, price } = JSON.parse(tick?.json ?? '');
  socket.send(JSON.stringify({ trade: 1, symbol, side: 'buy', quantity: 100, seen: price }));
  assert.match(String((await once(socket, 'message'))[0]), /^{"fill":/);
  socket.send('hello');
  const [code] = await once(socket, 'close');
  assert.equal(code, 1008);
});
