import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Histogram } from './histogram';

const of = (...values: number[]) => {
  const histogram = new Histogram();
  for (const value of values) histogram.add(value);
  return histogram;
};

test('durations too short to be told apart count as the shortest, not as more', () => {
  const [shortest] = [of(0, 0, 5).percentile(0.5)];
  assert.ok(shortest !== null && shortest !== undefined);
  assert.equal(shortest, 0.01);
  assert.equal(of(0.001, 0.001, 5).percentile(0.5), shortest);
  const next = of(shortest * 1.001, shortest * 1.001, 5).percentile(0.5);
  assert.ok(next !== null && next > shortest);
});

test('shares are of the bins that samples lie in; those beyond the edges go to the outermost', () => {
  const histogram = of(0.5, 5, 5, 50, 500, 5000, 6000);
  const sevenths = histogram.shares([1, 10, 100, 1000]).map((share) => Math.round(share * 7));
  assert.deepEqual(sevenths, [3, 1, 3]);
  // What lies on an edge belongs to the bin above it.
  assert.deepEqual(of(0.001).shares([0.001, 0.01, 1, 10]), [0, 1, 0]);
  assert.deepEqual(of(0.001).shares([0.01, 1, 10]), [1, 0]);
  assert.deepEqual(of().shares([1, 10, 100]), [0, 0]);
});

test('histograms that are put together are one of all samples', () => {
  const one = of(1, 2, 3, 40);
  one.merge(of(2, 3, 100));
  const all = of(1, 2, 3, 40, 2, 3, 100);
  for (const share of [0, 0.25, 0.5, 0.75, 0.9, 1])
    assert.equal(one.percentile(share), all.percentile(share));
  assert.deepEqual([one.count, one.max], [7, 100]);
});

test('the median of a few samples may be any of them, that of many lies near the middle', () => {
  assert.equal(of().medianRange, null);
  assert.deepEqual(of(7.123).medianRange, { low: 7.123, high: 7.123 });
  const few = of(10, 20);
  assert.deepEqual(few.medianRange, { low: few.percentile(0), high: 20 });
  // √100 · 0.98 ranks away: 0.098 of all below the middle, and as much above it.
  const hundred = of(...Array.from({ length: 100 }, (_, i) => 10 + i));
  const { low, high } = hundred.medianRange ?? assert.fail();
  assert.equal(low, hundred.percentile(0.402));
  assert.equal(high, hundred.percentile(0.598));
  assert.ok(Math.abs(low / 50 - 1) < 0.0101 && Math.abs(high / 69 - 1) < 0.0101);
});

test('of one sample every percentile is exact', () => {
  for (const share of [0, 0.5, 1]) assert.equal(of(7.123).percentile(share), 7.123);
});
