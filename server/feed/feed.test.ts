import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { quoteAt } from '@/lib/market/market';
import { dueAt } from '@/lib/market/schedule';
import { epochNow } from '@/lib/measure/clock';
import { Markets } from '../market/markets';
import { startTestServer } from '../testing/server';
import { type Batch, batchOf, portion } from './batch';
import type { Feed } from './feed';
import { HISTORY_TICKS, History } from './history';
import { once } from './once';
import { TickingFeed } from './ticking-feed';

const settings = { seed: 9, rate: 200, burst: 1, symbols: 3, padding: 0 };
const limits = { maxMarkets: 2, idleMs: 60_000, historyMs: 60_000 };

function collect(feed: Feed, count: number): Promise<Batch[]> {
  return new Promise((resolve) => {
    const batches: Batch[] = [];
    let ticks = 0;
    const stop = feed.listen((batch) => {
      batches.push(batch);
      ticks += batch.ticks.length;
      if (ticks < count) return;
      stop();
      resolve(batches);
    });
  });
}

test('every listener is given the same batch', async () => {
  const source = new TickingFeed(settings, 60_000);
  const { feed } = source;
  const [[first], [second]] = await Promise.all([collect(feed, 1), collect(feed, 1)]);
  assert.ok(first);
  assert.equal(first, second);
  source.stop();
});

test('bursts come as one batch', async () => {
  const source = new TickingFeed({ ...settings, burst: 20 }, 60_000);
  const { feed } = source;
  const batches = await collect(feed, 60);
  for (const { ticks } of batches) assert.equal(ticks.length % 20, 0);
  source.stop();
});

test('a change of rate acts at once and loses no number', async () => {
  const source = new TickingFeed({ ...settings, rate: 0.1 }, 60_000);
  const { feed } = source;
  const collecting = collect(feed, 10);
  source.change(settings);
  const seqs = (await collecting).flatMap(({ ticks }) => ticks.map(({ seq }) => seq));
  assert.deepEqual(
    seqs,
    seqs.map((_, i) => i + 1),
  );
  source.stop();
});

test('a paused feed stands still, and goes on with the next number', async () => {
  const source = new TickingFeed(settings, 60_000);
  const { feed } = source;
  await collect(feed, 3);
  source.ticker.pause();
  const { seq } = source.ticker.state;
  assert.equal(source.ticker.state.schedule, null);
  const collecting = collect(feed, 1);
  source.ticker.resume();
  const [next] = await collecting;
  assert.equal(next?.ticks[0]?.seq, seq + 1);
  source.stop();
});

test('another process goes on where a lost one stood, and has what came due meanwhile', async () => {
  const now = epochNow();
  const schedule = { seed: 9, seq: 1000, at: now - 10_000, rate: 20, burst: 1 };
  const source = new TickingFeed({ ...settings, rate: 20 }, 60_000, { seq: 1100, at: now - 5000, schedule });
  const { feed, ticker } = source;
  assert.equal(ticker.ready, false);
  await new Promise<void>((resolve) => ticker.whenReady(resolve));
  const { ticks, gap } = feed.since(1100);
  assert.equal(gap, undefined);
  // Twenty a second for five seconds, each within its slot.
  assert.ok(Math.abs(ticks.length - 100) <= 2, `${ticks.length}`);
  assert.equal(ticks[0]?.seq, 1101);
  for (const { seq, json } of ticks) {
    const { at, ...quote } = JSON.parse(json);
    assert.deepEqual(quote, quoteAt(9, seq, 3));
    assert.equal(at, Math.round(dueAt(schedule, seq) * 1000) / 1000);
  }
  source.stop();
});

test('a tick is stamped with the moment when it was due, however late the server comes to make it', async () => {
  const source = new TickingFeed(settings, 60_000);
  const { schedule } = source.ticker.state;
  assert.ok(schedule);
  const collecting = collect(source.feed, 50);
  // The whole process is held up, as by a long computation.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  const late = (await collecting).flatMap(({ ticks }) => ticks);
  source.stop();
  for (const { seq, json } of late) {
    assert.equal(JSON.parse(json).at, Math.round(dueAt(schedule, seq) * 1000) / 1000, `tick ${seq}`);
  }
});

test('the history forgets what is too old and what is too many, and then says how much is missing', () => {
  const history = new History<{ seq: number; at: number }>(1000);
  for (let seq = 1; seq <= 3000; seq++) {
    history.push({ seq, at: seq });
    history.prune(seq);
  }
  assert.deepEqual(history.after(1998, 3000).gap, { from: 1999, to: 1999, missed: 1 });
  assert.equal(history.after(1999, 3000).gap, undefined);
  assert.equal(history.after(1999, 3000).entries.length, 1001);
  const crowded = new History<{ seq: number; at: number }>(1e9);
  for (let seq = 1; seq <= HISTORY_TICKS + 50; seq++) {
    crowded.push({ seq, at: seq });
    crowded.prune(seq);
  }
  assert.equal(crowded.size, HISTORY_TICKS);
  assert.equal(crowded.after(0, HISTORY_TICKS + 50).gap?.missed, 50);
});

test('a portion of a batch has so many bytes at most, but one tick at least, and says where it ends', () => {
  const ticks = [11, 12, 13].map((seq) => ({ seq, json: 'x'.repeat(100) }));
  const batch = batchOf(ticks, 13);
  assert.equal(portion(batch, 300), batch);
  assert.deepEqual(portion(batch, 299), { ticks: ticks.slice(0, 2), last: 12, payload: 200 });
  assert.deepEqual(portion(batch, 50), { ticks: ticks.slice(0, 1), last: 11, payload: 100 });
});

test('an object is encoded once, however many ask for it', () => {
  let made = 0;
  const encode = once((batch: Batch) => {
    made++;
    return batch.ticks.length;
  });
  const batch = { ticks: [], last: 0, payload: 0 };
  for (let i = 0; i < 100; i++) encode(batch);
  assert.equal(made, 1);
});

test('beyond the limit a market is refused with 503 and a message that helps, and dropping one makes room', () => {
  const markets = new Markets(limits);
  const first = markets.create(settings);
  markets.create(settings);
  assert.throws(() => markets.create(settings), {
    status: 503,
    code: 'too_many_markets',
    message: /All 2 markets/,
  });
  markets.drop(first.id);
  markets.create(settings);
  assert.equal(markets.size, 2);
  markets.close();
});

test('a market outlives its last use, but not for long', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const markets = new Markets(limits);
  const market = markets.create(settings);
  const release = market.use();
  context.mock.timers.tick(600_000);
  assert.ok(markets.has(market.id));
  release();
  context.mock.timers.tick(59_999);
  assert.ok(markets.has(market.id));
  context.mock.timers.tick(1);
  assert.ok(!markets.has(market.id));
  assert.ok(markets.has('demo'));
  markets.close();
});

test('a stream in use keeps its market open', async () => {
  const server = await startTestServer({ idleMs: 1 });
  const market = server.markets.create({ ...settings, rate: 0.1 });
  const abort = new AbortController();
  const release = market.use();
  const response = await fetch(`${server.origin}/api/markets/${market.id}/sse`, { signal: abort.signal });
  assert.equal(response.status, 200);
  release();
  const other = server.markets.create(settings);
  other.use();
  await collect(other.feed, 5);
  assert.ok(server.markets.has(market.id));
  abort.abort();
  await server.stop();
});

test('ticks that are due together reach each follower in one write of the same bytes, and one that is full waits', async () => {
  const source = new TickingFeed({ ...settings, burst: 20 }, 60_000);
  const { feed } = source;
  const encode = once(({ ticks }: Batch) => Buffer.from(JSON.stringify(ticks.map(({ seq }) => seq))));
  const tally = { delivered: () => {} };
  const written = (takes: () => boolean) => {
    const writes: Buffer[] = [];
    const write = (bytes: Buffer) => {
      writes.push(bytes);
      return takes();
    };
    const sink = Object.assign(new EventEmitter(), { write });
    return { writes, follower: feed.follow(0, sink, encode, tally) };
  };
  const first = written(() => true);
  const second = written(() => true);
  const full = written(() => false);
  await collect(feed, 60);
  source.stop();

  const seqs = (writes: readonly Buffer[]) => writes.map((bytes) => JSON.parse(String(bytes)) as number[]);
  for (const batch of seqs(first.writes)) assert.equal(batch.length % 20, 0);
  assert.equal(first.writes.length, second.writes.length);
  for (const [index, bytes] of first.writes.entries()) assert.equal(bytes, second.writes[index]);
  assert.equal(full.writes.length, 1);
});

test('a follower that was full goes on where it stopped', async () => {
  const source = new TickingFeed({ ...settings, burst: 20 }, 60_000);
  const { feed } = source;
  const received: number[] = [];
  let takes = false;
  const write = (bytes: Buffer) => {
    received.push(...JSON.parse(String(bytes)));
    return takes;
  };
  const sink = Object.assign(new EventEmitter(), { write });
  const encode = ({ ticks }: Batch) => Buffer.from(JSON.stringify(ticks.map(({ seq }) => seq)));
  const follower = feed.follow(0, sink, encode, { delivered: () => {} });
  await collect(feed, 60);
  takes = true;
  sink.emit('drain');
  await collect(feed, 40);
  follower.stop();
  const stopped = received.length;
  await collect(feed, 20);
  source.stop();
  assert.ok(stopped >= 100);
  assert.deepEqual(
    received,
    Array.from({ length: stopped }, (_, index) => index + 1),
  );
});
