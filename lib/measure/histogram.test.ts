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
  assert.equal(of(0.001, 0.001, 5).percentile(0.5), shortest);
  const next = of(shortest * 1.001, shortest * 1.001, 5).percentile(0.5);
  assert.ok(next !== null && next > shortest);
});

test('shares are of the bins that samples lie in; those beyond the edges go to the outermost', () => {
  const histogram = of(0.5, 5, 5, 50, 500, 5000);
  const sixths = histogram.shares([1, 10, 100, 1000]).map((share) => Math.round(share * 6));
  assert.deepEqual(sixths, [3, 1, 2]);
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
