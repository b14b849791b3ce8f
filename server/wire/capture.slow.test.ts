import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { WireEvent } from '@/lib/capture/event';
import { explain, type WireMessage, WireReader } from '@/lib/capture/message';
import { idealLink } from '@/lib/link/settings';
import { techniques } from '@/lib/techniques';
import { Link } from '../link/link';
import { LinkedConnection } from '../link/linked-connection';
import type { Market } from '../market/markets';
import { connectedLane } from '../testing/lane';
import { collect, RawClient, reached, startTestServer, type TestServer } from '../testing/server';

const settings = { seed: 1, rate: 50, burst: 1, symbols: 4, padding: 0 };

let server: TestServer;
before(async () => {
  // A pong through the link takes up to 60 ms.
  server = await startTestServer({ heartbeatMs: 150 });
});
after(() => server.stop());

/** Reads events in the dialects of their techniques, in order. */
function readAll(events: readonly WireEvent[]): WireMessage[] {
  const reader = new WireReader();
  return events.map((event) => reader.read(event));
}

const addressOf = ({ id }: Market) => `${server.origin}/api/markets/${id}`;

/** Lets the connections of a market end, and gives all that was captured of them. */
async function captured(market: Market): Promise<WireEvent[]> {
  const events: WireEvent[] = [];
  // What is on its way when the connection ends comes later than the end.
  const count = (sought: string) => events.filter(({ way }) => way === sought).length;
  const isWhole = () =>
    count('close') > 0 &&
    count('close') === count('open') &&
    Math.max(...events.map(({ id }) => id)) - Math.min(...events.map(({ id }) => id)) === events.length - 1;
  while (!isWhole()) {
    server.server.closeIdleConnections();
    events.push(...market.link.capture.take().events);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return events.sort((one, other) => one.id - other.id);
}

for (const technique of techniques) {
  describe(technique.name, () => {
    test('payload and overhead of all parts that its dialect finds are the bytes and the payload of its account', async () => {
      const market = server.markets.create({ ...settings, rate: 200 });
      market.link.watch();
      await reached(market.feed, 20);
      // No tick is given to a connection that ends.
      market.ticker.pause();
      const { last } = market.feed;
      await collect(technique, addressOf(market), 0, last);
      const messages = readAll(await captured(market));
      const sum = { payload: 0, overhead: 0 };
      for (const { event, context } of messages) {
        assert.equal(Buffer.from(event.data, 'base64').length, event.bytes);
        for (const { payload, from, to } of explain(event, context).parts)
          sum[payload ? 'payload' : 'overhead'] += to - from;
      }
      const { up, down, payload } = market.account(technique.id).read();
      assert.deepEqual(sum, { payload, overhead: up + down - payload });
      assert.deepEqual(
        messages.flatMap(({ seqs }) => seqs),
        Array.from({ length: last }, (_, index) => index + 1),
      );
      assert.ok(payload > 0);
    });

    for (const [name, link] of [
      ['without a link', idealLink],
      ['through a link', { ...idealLink, rtt: 40, jitter: 10, down: 2000, up: 2000 }],
    ] as const) {
      test(`what is captured ${name} is all that was counted, byte for byte and part by part`, async () => {
        const market = server.markets.create(settings);
        market.link.change(link);
        market.link.watch();
        await reached(market.feed, 5);
        await collect(technique, addressOf(market), 0, 12);
        const events = await captured(market);
        const { up, down, payload } = market.account(technique.id).read();

        // What was still on its way down when the connection ended has not crossed the socket.
        const crossed = events.filter(({ way, arrivedAt }) => way === 'up' || arrivedAt !== null);
        const sum = (way: string) =>
          crossed.filter((event) => event.way === way).reduce((bytes, event) => bytes + event.bytes, 0);
        assert.deepEqual({ up: sum('up'), down: sum('down') }, { up, down });

        const messages = readAll(events);
        // Payload is what has crossed, as the bytes are.
        const crossedIds = new Set(crossed.map(({ id }) => id));
        const ofCrossed = messages.filter(({ id }) => crossedIds.has(id));
        assert.equal(
          ofCrossed.reduce((bytes, message) => bytes + message.payload, 0),
          payload,
        );
        assert.ok(new Set(messages.flatMap(({ seqs }) => seqs)).size >= 12);
        for (const { event, context, payload: own } of messages) {
          const { parts } = explain(event, context);
          let at = 0;
          for (const { from, to, meaning } of parts) {
            assert.equal(from, at);
            assert.ok(to > from && meaning.length > 0);
            at = to;
          }
          assert.equal(at, Buffer.from(event.data, 'base64').length);
          const explained = parts
            .filter((part) => part.payload)
            .reduce((bytes, { from, to }) => bytes + to - from, 0);
          assert.equal(explained, own);
        }
        const kinds = new Set(messages.map(({ kind }) => kind));
        for (const kind of ['open', 'request', 'response', 'close'] as const)
          assert.ok(kinds.has(kind), kind);
        for (const { sentAt, arrivedAt } of messages) assert.ok(arrivedAt === null || arrivedAt >= sentAt);
      });
    }
  });
}

test('what comes out of the link when its socket is destroyed already has not arrived, as it is not counted', () => {
  const below = { destroyed: false, interpose() {}, reset() {}, finish() {} };
  const connection = new LinkedConnection(below);
  const link = new Link();
  link.watch();
  connection.request(link, techniques[0].id, { bytes: 1, copy: () => Buffer.from('x') }, () => {});
  connection.down(Buffer.from('one'), () => {});
  below.destroyed = true;
  connection.down(Buffer.from('two'), () => {});
  const down = link.capture.take().events.filter(({ way }) => way === 'down');
  assert.deepEqual(
    down.map(({ data }) => Buffer.from(data, 'base64').toString()),
    ['one'],
  );
});

test('a handshake takes a round trip of the link, and the request sets out when it is over', async () => {
  const market = server.markets.create({ ...settings, rate: 0.1 });
  market.link.change({ ...idealLink, rtt: 100 });
  market.link.watch();
  const client = new RawClient(server.port);
  for (let i = 0; i < 2; i++) {
    const { down } = client;
    client.get(`/api/markets/${market.id}/poll?since=2000000000`);
    await client.until(/\{"ticks":\[\]\}/, down);
  }
  await client.close();
  const [open, first, answer, second] = await captured(market);
  const inFlight = (event: WireEvent | undefined) => (event?.arrivedAt ?? 0) - (event?.sentAt ?? 0);
  assert.equal(open?.way, 'open');
  assert.equal(Math.round(inFlight(open)), 100);
  assert.ok((first?.sentAt ?? 0) >= (open?.arrivedAt ?? 0));
  // A timer may be early by a part of a millisecond.
  for (const event of [first, answer, second]) assert.ok(inFlight(event) > 49);
  assert.equal(second?.way, 'up');
  assert.ok((second?.sentAt ?? 0) > (first?.sentAt ?? 0));
});

test('every tick that was sent is found on the wire by its number, in order', async () => {
  const market = server.markets.create(settings);
  market.link.watch();
  for (const technique of techniques) {
    const { ticks } = await collect(technique, addressOf(market), market.feed.last, 10);
    const seqs = readAll(await captured(market)).flatMap(({ seqs: own }) => own);
    const received = ticks.map(({ seq }) => seq);
    assert.deepEqual(seqs.slice(0, received.length), received);
  }
});

test('an empty answer looks empty, and a held request ends in its answer', async () => {
  const market = server.markets.create({ ...settings, rate: 0.1 });
  market.link.watch();
  const client = new RawClient(server.port);
  client.get(`/api/markets/${market.id}/long-poll?since=2000000000&timeout=1`);
  await client.until(/\{"ticks":\[\]\}/);
  await client.close();
  const [request, empty] = readAll(await captured(market)).filter(({ bytes }) => bytes > 0);
  assert.equal(request?.kind, 'request');
  assert.equal(empty?.kind, 'empty');
  // A timer may be early by a part of a millisecond.
  assert.ok((empty?.sentAt ?? 0) - (request?.sentAt ?? 0) > 990);
});

test('off, nothing is captured; with too much, the rest is counted', async () => {
  const market = server.markets.create({ ...settings, rate: 200 });
  await reached(market.feed, 20);
  const client = new RawClient(server.port);
  client.get(`/api/markets/${market.id}/poll?since=0`);
  await client.until(/\}$/);
  assert.deepEqual(market.link.capture.take(), { events: [], leftOut: 0 });

  market.link.watch();
  const [poll, other] = techniques;
  const { capture } = market.link;
  for (let i = 0; i < 1000; i++) capture.record(poll.id, 1, 'up', false, Buffer.from('x'))?.arrived();
  // What one technique has too much of is not taken from another.
  capture.record(other.id, 2, 'up', false, Buffer.from('x'))?.arrived();
  const { events, leftOut } = capture.take();
  assert.ok(events.length >= 250 && events.length < 1000);
  assert.equal(events.length + leftOut, 1001);
  assert.equal(events.at(-1)?.technique, other.id);
  await client.close();
});

test('trades and fills are on the wire too, by a request or on a socket, to the byte', async () => {
  for (const technique of techniques) {
    const market = server.markets.create(settings);
    market.link.watch();
    const lane = await connectedLane(addressOf(market), technique.id);
    await lane.trader.desk.place({ symbol: 'KITE', side: 'buy', quantity: 100, seen: 120 });
    lane.stop('off');
    const events = await captured(market);
    const { up, down } = market.account(technique.id).read();
    const sum = (way: string) =>
      events.filter((event) => event.way === way).reduce((bytes, event) => bytes + event.bytes, 0);
    assert.deepEqual({ up: sum('up'), down: sum('down') }, { up, down }, technique.id);
    const messages = readAll(events);
    const labels = messages.map(({ label }) => label).join('; ');
    assert.match(labels, /a trade; .*a fill/, technique.id);
    for (const { event, context } of messages) {
      const { parts } = explain(event, context);
      assert.equal(parts.at(-1)?.to ?? 0, Buffer.from(event.data, 'base64').length);
      assert.ok(parts.every(({ name }) => name !== '…'));
    }
  }
});
