import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SegmentMeasurements } from './segment-measurements';
import type { Crossed } from './traffic';

const total = (times: number): Crossed => ({
  requests: 4 * times,
  empty: times,
  connections: 2 * times,
  messages: 10 * times,
  payload: 100 * times,
  up: 70 * times,
  down: 330 * times,
  handshakesUp: 0,
  handshakesDown: 0,
  ticks: 8 * times,
});

const around = { total: total(1), lost: 0, since: null, now: 5000 };

/** One from 1,000 ms on, until it is ended at 5,000. */
function segment() {
  const one = new SegmentMeasurements({ from: 1000, total: total(1) });
  one.end(5000, total(3));
  return one;
}

test('what was due when it began belongs to it, and what was due when it ended to the next', () => {
  const one = segment();
  assert.deepEqual(
    [999, 1000, 4999, 5000].map((due) => one.has(due)),
    [false, true, true, false],
  );
  const next = new SegmentMeasurements(null);
  assert.equal(next.has(5000), false);
  next.begin(5000, total(3));
  assert.equal(next.has(5000), true);
});

test('a price counts with its latency, never less than nothing, and with its times', () => {
  const one = segment();
  for (let i = 1; i <= 100; i++) one.measure(i, 1000, 1000 + i);
  one.measure(101, 2000, 1999.5);
  const { latency } = one.figures(4000, around);
  assert.deepEqual([latency.count, latency.max], [101, 100]);
  for (const [share, expected] of [
    [latency.p50, 50],
    [latency.p90, 90],
    [latency.p99, 99],
  ] as const)
    assert.ok(Math.abs((share ?? 0) / expected - 1) < 0.0101, `${share} for ${expected}`);
  assert.equal(one.receipts.count, 101);
  const early = new SegmentMeasurements({ from: 0, total: total(0) });
  early.measure(1, 10, 9);
  assert.equal(early.figures(1, around).latency.max, 0);
  const none = new SegmentMeasurements({ from: 0, total: total(1) }).figures(0, around);
  assert.deepEqual([none.latency.max, none.bytesPerTick, none.staleness.share], [null, null, 0]);
});

test('bytes are those of its time, each part of them', () => {
  const one = segment();
  const { requests, empty, connections, payload, up, down, bytes, overhead, bytesPerTick } = one.figures(
    4000,
    {
      ...around,
      total: total(9),
    },
  );
  assert.deepEqual([requests, empty, connections, payload, up, down], [8, 2, 4, 200, 140, 660]);
  assert.deepEqual([bytes, overhead, bytesPerTick], [800, 600, 50]);
});

test('bytes for each tick are without handshakes, as far as these crossed in its time', () => {
  const one = new SegmentMeasurements({ from: 1000, total: total(1) });
  const figuresOf = (handshakesUp: number, handshakesDown: number) =>
    one.figures(4000, { ...around, total: { ...total(3), handshakesUp, handshakesDown } });
  const set = figuresOf(100, 300);
  assert.deepEqual(
    [set.bytes, set.overhead, set.handshakesUp, set.handshakesDown, set.bytesPerTick],
    [800, 600, 100, 300, 25],
  );
  // It was asked for before the segment began, and established in it.
  const spanning = figuresOf(500, 300);
  assert.deepEqual([spanning.handshakesUp, spanning.handshakesDown], [140, 300]);
  assert.equal(spanning.bytesPerTick, 22.5);
});

test('time out of date is that within it, as a share of how long it has lasted', () => {
  const one = segment();
  one.outOfDate(0, 1500);
  one.outOfDate(4800, 9000);
  one.outOfDate(0, 1000);
  one.outOfDate(5000, 6000);
  assert.deepEqual(one.figures(4000, around).staleness, { ms: 700, longest: 500, share: 700 / 4000 });
  // What is longer than it is, by an error of the clocks, is all of it.
  assert.equal(one.figures(100, around).staleness.share, 1);
  const { staleness } = one.figures(4000, { ...around, since: 4900, now: 7000 });
  assert.deepEqual([staleness.ms, staleness.longest], [700, 500]);
  const present = new SegmentMeasurements({ from: 1000, total: total(1) });
  assert.deepEqual(present.figures(2000, { ...around, since: 500, now: 3000 }).staleness, {
    ms: 2000,
    longest: 2000,
    share: 1,
  });
});

test('a spell that was over as it began is none of it', () => {
  const one = segment();
  one.outOfDate(500, 1000);
  one.outOfDate(1000, 1400);
  one.outOfDate(3000, 2000);
  one.outOfDate(4000, 4100);
  assert.deepEqual(one.figures(4000, around).staleness, { ms: 500, longest: 400, share: 0.125 });
});

test('the first tick has bytes already, and a time in which nothing was judged no share', () => {
  const one = new SegmentMeasurements({ from: 1000, total: { ...total(0) } });
  assert.equal(one.bytesPerTick({ ...total(1), ticks: 0 }), null);
  assert.equal(one.bytesPerTick({ ...total(1), ticks: 1 }), 400);
  const stale = segment();
  stale.outOfDate(1000, 1000.25);
  assert.equal(stale.figures(0, around).staleness.share, 0);
  assert.equal(stale.figures(0.5, around).staleness.share, 0.5);
});
