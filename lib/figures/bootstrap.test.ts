import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { gaussian } from '@/lib/market/random';
import { BlockBootstrap, meanOf, percentilesOf, RESAMPLES } from './bootstrap';

const once = (count: number) => new Uint16Array(count).fill(1);

function intervalOf(a: Float64Array, b: Float64Array, share = 0.5) {
  const bootstrap = new BlockBootstrap(a.length, [percentilesOf(a, [share]), percentilesOf(b, [share])]);
  bootstrap.draw(RESAMPLES);
  return bootstrap.difference(0, 1, 0);
}

test('percentiles are nearest ranks, and a mean is one, of the values as often as they were drawn', () => {
  const values = Float64Array.of(30, 10, 20, 40);
  assert.deepEqual(percentilesOf(values, [0.25, 0.5, 0.99, 1])(once(4)), [10, 20, 40, 40]);
  assert.deepEqual(percentilesOf(values, [0.5, 1])(Uint16Array.of(0, 3, 1, 0)), [10, 20]);
  assert.deepEqual(meanOf(values)(once(4)), [25]);
  assert.deepEqual(meanOf(values)(Uint16Array.of(0, 3, 1, 0)), [12.5]);
});

test('what is the same for both columns is in no difference', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 1, maxLength: 200 }),
      fc.double({ min: -50, max: 50, noNaN: true }),
      (values, shift) => {
        const a = Float64Array.from(values);
        const { low, high } = intervalOf(
          a,
          a.map((value) => value + shift),
        );
        assert.ok(Math.abs(low - shift) < 1e-9 && Math.abs(high - shift) < 1e-9);
      },
    ),
    { numRuns: 30 },
  );
});

test('the other way round it is the same interval, below 0', () => {
  const a = Float64Array.from({ length: 300 }, (_, i) => gaussian(1, 0, i));
  const b = Float64Array.from({ length: 300 }, (_, i) => 1 + gaussian(1, 1, i));
  const bootstrap = new BlockBootstrap(300, [percentilesOf(a, [0.9]), percentilesOf(b, [0.9])]);
  bootstrap.draw(RESAMPLES);
  const [there, back] = [bootstrap.difference(0, 1, 0), bootstrap.difference(1, 0, 0)];
  assert.deepEqual([there.low, there.high], [-back.high, -back.low]);
});

test('in parts it comes to the same as at once', () => {
  const a = Float64Array.from({ length: 50 }, (_, i) => gaussian(1, 0, i));
  const b = Float64Array.from({ length: 50 }, (_, i) => gaussian(1, 1, i));
  const begin = () => new BlockBootstrap(50, [meanOf(a), meanOf(b)]);
  const [whole, parts] = [begin(), begin()];
  whole.draw(RESAMPLES);
  while (!parts.isDone) parts.draw(7);
  assert.deepEqual(whole.difference(0, 1, 0), parts.difference(0, 1, 0));
});

test('with 95 % confidence: of many pairs of samples that only chance tells apart, few intervals leave out 0', () => {
  // Neighbours are alike, as latencies are that a busy moment has made late.
  const sample = (seed: number) => {
    let value = 0;
    return Float64Array.from({ length: 400 }, (_, i) => {
      value = 0.5 * value + gaussian(seed, 0, i);
      return 20 + value;
    });
  };
  let outside = 0;
  for (let i = 0; i < 100; i++) {
    const { low, high } = intervalOf(sample(2 * i + 1), sample(2 * i + 2));
    if (low > 0 || high < 0) outside++;
  }
  assert.ok(outside <= 12, `${outside} of 100`);
});

test('one outlier does not tell maxima apart, many do', () => {
  const a = Float64Array.from({ length: 500 }, (_, i) => 5 + gaussian(1, 0, i));
  const outlier = a.with(250, 900);
  assert.ok(intervalOf(a, outlier, 1).low <= 0.5);
  const many = a.map((value, i) => (i % 10 === 0 ? 900 : value));
  assert.ok(intervalOf(a, many, 1).low > 800);
});
