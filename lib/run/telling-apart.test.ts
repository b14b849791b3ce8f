import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { gaussian } from '@/lib/market/random';
import { Receipts } from '@/lib/measure/receipts';
import { type TechniqueId, techniqueIds } from '@/lib/techniques';
import { LaneComparison } from './comparison';
import { APART, around, lanesOf, marks, verdictOf } from './scored-lanes.fixture';
import { bySegment } from './telling-apart';

const [first, second, third] = techniqueIds;

test('107 ms against 108 ms is no difference', () => {
  const lanes = lanesOf([{ latencies: around(107, 200, 1, 3) }, { latencies: around(108, 200, 2, 3) }]);
  for (const key of ['latency_p50', 'latency_p90', 'latency_p99', 'latency_max']) {
    assert.equal(verdictOf(key, lanes).tie, true, key);
  }
});

test('streams on an ideal link that differ by noise alone share every mark', () => {
  const lanes = lanesOf([1, 2, 3].map((seed) => ({ latencies: around(1.2, 400, seed) })));
  for (const key of [
    'latency_p50',
    'latency_p90',
    'latency_p99',
    'latency_max',
    'stale_share',
    'stale_longest',
  ]) {
    assert.equal(verdictOf(key, lanes).tie, true, key);
  }
});

test('a lane that is 5 ms slower in every tick is told apart, in each figure of the ticks', () => {
  // What delays all of them says nothing about any: it is in no difference.
  const common = around(0, 200, 9, 20).map(Math.abs);
  const latencies = (ms: number, seed: number) =>
    around(ms, 200, seed).map((own, i) => own + (common[i] ?? 0));
  const lanes = lanesOf([
    { latencies: latencies(7, 1) },
    { latencies: latencies(2, 2) },
    { latencies: latencies(2, 3) },
  ]);
  for (const key of [
    'latency_p50',
    'latency_p90',
    'latency_p99',
    'latency_max',
    'stale_share',
    'stale_longest',
  ]) {
    assert.deepEqual(marks(key, lanes), ['behind', 'best', 'best'], key);
  }
});

test('what the noise floor or a bucket of the histogram may have made is no difference', () => {
  const latencies = (ms: number) => around(ms, 100, 1);
  const told = (ms: number, noiseFloor: number | null) =>
    marks(
      'latency_p50',
      lanesOf([{ latencies: latencies(100) }, { latencies: latencies(ms) }], { noiseFloor }),
    )[1];
  assert.equal(told(106, 1), 'behind');
  assert.equal(told(106, 5), 'best');
  assert.equal(told(101.9, 0), 'best');
  assert.equal(told(106, null), 'none');
});

test('a copy of a lane that is later by a part of it is behind if that exceeds floor and bucket, and never else', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1, max: 300, noNaN: true }), { minLength: 20, maxLength: 60 }),
      fc.double({ min: 1, max: 1.5, noNaN: true }),
      fc.double({ min: 0, max: 30, noNaN: true }),
      (latencies, scale, noiseFloor) => {
        const lanes = lanesOf([{ latencies }, { latencies: latencies.map((ms) => ms * scale) }], {
          noiseFloor,
        });
        const p50 = lanes[0]?.figures.latency.p50 ?? 0;
        const kind = marks('latency_p50', lanes);
        assert.equal(kind[0], 'best');
        // Within the interval either may be said; at most all ticks are as far apart as the latest.
        const most = (scale - 1) * Math.max(...latencies);
        const least = (scale - 1) * Math.min(...latencies);
        const unresolved = noiseFloor + 0.02 * p50;
        if (most <= unresolved) assert.equal(kind[1], 'best');
        if (least > unresolved + 0.01 * p50 && scale > 1.03) assert.equal(kind[1], 'behind');
      },
    ),
    { numRuns: 60 },
  );
});

test('0.0 % of the time out of date against 0.0 % is no distinction', () => {
  const lanes = lanesOf([
    { latencies: around(0.2, 100, 1, 0.05) },
    { latencies: around(0.67, 100, 2, 0.05) },
  ]);
  assert.equal(verdictOf('stale_share', lanes).tie, true);
});

test('of many prices a second, one that is always out of date is told from one that is half of the time', () => {
  // A tick each 5 ms. One lane has them within 2.5 ms, the other fetches them every second; both as busy as each other.
  const stream = Array.from({ length: 2000 }, (_, i) => 2.5 + Math.abs(gaussian(1, 0, i)));
  const polls = stream.map((latency, i) => latency + (200 - (i % 200)) * 5);
  const lanes = lanesOf([{ latencies: stream }, { latencies: polls }], {
    noiseFloor: 3,
    elapsed: 10_000,
    apart: 5,
  });
  assert.ok((lanes[0]?.figures.staleness.share ?? 1) < 0.7);
  assert.deepEqual(marks('stale_share', lanes), ['best', 'behind']);
});

test('a lane that was silent for a while is told apart by the time out of date', () => {
  for (const ticks of [5, 10, 40]) {
    const silent = around(20, 120, 1).map((ms, i) =>
      i >= 60 && i < 60 + ticks ? (60 + ticks - i) * APART : ms,
    );
    const lanes = lanesOf([{ latencies: around(20, 120, 2) }, { latencies: silent }]);
    for (const key of ['stale_share', 'stale_longest', 'latency_max']) {
      assert.deepEqual(marks(key, lanes), ['best', 'behind'], key);
    }
    assert.equal(verdictOf('latency_p50', lanes).tie, true);
  }
});

test('a silence that goes on is none the less for the ticks that have not come', () => {
  const lanes = lanesOf([
    { latencies: around(20, 120, 1) },
    { latencies: around(20, 100, 2), figures: { staleness: { ms: 12_000, longest: 10_020, share: 0.2 } } },
  ]);
  for (const key of ['stale_share', 'stale_longest'])
    assert.deepEqual(marks(key, lanes), ['best', 'behind'], key);
});

test('one silence of a fraction of a second is no difference in the longest, however many ticks came in it', () => {
  const stream = (seed: number) => Array.from({ length: 2000 }, (_, i) => 1 + 0.2 * gaussian(seed, 0, i));
  const silent = stream(1).map((ms, i) => (i >= 1000 && i < 1120 ? (1120 - i) * 5 : ms));
  const lanes = lanesOf([{ latencies: stream(2) }, { latencies: silent }], { elapsed: 10_000, apart: 5 });
  assert.equal(verdictOf('stale_longest', lanes).tie, true);
});

test('one tick that was late by what a busy browser does is no difference', () => {
  const late = around(20, 120, 1).with(60, 90);
  const lanes = lanesOf([{ latencies: around(20, 120, 2) }, { latencies: late }]);
  for (const key of ['stale_share', 'stale_longest', 'latency_max']) {
    assert.equal(verdictOf(key, lanes).tie, true, key);
  }
});

test('before 20 prices nothing is said of latency, and before a noise floor neither', () => {
  const few = lanesOf([{ latencies: around(5, 19) }, { latencies: around(50, 19) }]);
  assert.deepEqual(marks('latency_p50', few), ['none', 'none']);
  assert.deepEqual(verdictOf('latency_p50', few).marks[0], { kind: 'none', why: 'fewer than 20 prices' });
  const enough = lanesOf([{ latencies: around(5, 20) }, { latencies: around(50, 20) }]);
  assert.deepEqual(marks('latency_p50', enough), ['best', 'behind']);
});

test('one lane with too few prices has no mark, and leaves the others theirs', () => {
  const lanes = lanesOf([{ latencies: around(1, 3) }, { latencies: around(5) }, { latencies: around(50) }]);
  assert.deepEqual(marks('latency_p50', lanes), ['none', 'best', 'behind']);
});

test('what is known of a lane is of the segment that it was measured in', () => {
  const comparison = new LaneComparison();
  const [before, after] = [0, 1].map(() =>
    [first, second, third].map((id) => {
      const receipts = new Receipts();
      for (let i = 0; i < 30; i++) receipts.add(i, i, i + 1);
      return { id: id as TechniqueId, receipts };
    }),
  );
  for (let i = 0; i < 200; i++) comparison.step(() => before ?? []);
  for (const { receipts } of before ?? []) {
    const { ticks, from } = comparison.differencesOf(receipts);
    assert.deepEqual([ticks, Object.keys(from).length], [30, 2]);
  }
  for (const { receipts } of after ?? []) assert.equal(comparison.differencesOf(receipts).ticks, 0);
});

test('latencies of two segments are compared once the noise floor is known', () => {
  const [lane] = lanesOf([{ latencies: around(50) }]);
  assert.ok(lane);
  const unfit = (latency: string | null, noiseFloor: number | null) =>
    bySegment.unfit({
      ...lane,
      comparison: { ...lane.comparison, unfit: { latency, counts: null }, noiseFloor },
    });
  assert.equal(unfit(null, 1), null);
  assert.equal(unfit(null, null), 'the noise floor is not known yet');
  assert.equal(unfit('it was off', null), 'it was off');
});
