import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { gaussian } from '@/lib/market/random';
import { BlockBootstrap, decidersOf, meanOf, percentilesOf, RESAMPLES } from './bootstrap';

const once = (count: number) => new Uint16Array(count).fill(1);

function intervalOf(a: Float64Array, b: Float64Array, share = 0.5) {
  const bootstrap = new BlockBootstrap(a.length, [percentilesOf(a, [share]), percentilesOf(b, [share])]);
  bootstrap.draw(RESAMPLES);
  return bootstrap.difference(0, 1, [0]);
}

test('percentiles are nearest ranks, and a mean is one, of the values as often as they were drawn', () => {
  const values = Float64Array.of(30, 10, 20, 40);
  assert.deepEqual(percentilesOf(values, [1, 0.99, 0.5, 0.25])(once(4)), [40, 40, 20, 10]);
  assert.deepEqual(percentilesOf(values, [1, 0.75, 0.5])(Uint16Array.of(0, 3, 1, 0)), [20, 10, 10]);
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
        // Values are put in order to a thousandth.
        assert.ok(Math.abs(low - shift) < 0.002 && Math.abs(high - shift) < 0.002);
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
  const [there, back] = [bootstrap.difference(0, 1, [0]), bootstrap.difference(1, 0, [0])];
  assert.deepEqual([there.low, there.high], [-back.high, -back.low]);
});

test('in parts it comes to the same as at once', () => {
  const a = Float64Array.from({ length: 50 }, (_, i) => gaussian(1, 0, i));
  const b = Float64Array.from({ length: 50 }, (_, i) => gaussian(1, 1, i));
  const begin = () => new BlockBootstrap(50, [meanOf(a), meanOf(b)]);
  const [whole, parts] = [begin(), begin()];
  whole.draw(RESAMPLES);
  while (!parts.isDone) parts.draw(7);
  assert.deepEqual(whole.difference(0, 1, [0]), parts.difference(0, 1, [0]));
});

/** Neighbours are alike, as latencies are that a busy moment has made late; now and then one is far off. */
function noise(seed: number, count: number) {
  let value = 0;
  return Float64Array.from({ length: count }, (_, i) => {
    value = 0.3 * value + gaussian(seed, 0, i);
    return 20 + Math.exp(value);
  });
}

for (const count of [20, 100, 400]) {
  test(`of samples of ${count} that chance alone tells apart, few intervals leave out 0, in every percentile`, () => {
    const shares = [1, 0.99, 0.9, 0.5];
    const outside = shares.map(() => 0);
    const pairs = 100;
    for (let i = 0; i < pairs; i++) {
      const columns = [2 * i + 1, 2 * i + 2].map((seed) => percentilesOf(noise(seed, count), shares));
      const bootstrap = new BlockBootstrap(count, columns);
      bootstrap.draw(RESAMPLES);
      shares.forEach((_, share) => {
        const { low, high } = bootstrap.difference(0, 1, decidersOf(shares, share, count));
        if (low > 0 || high < 0) outside[share] = (outside[share] ?? 0) + 1;
      });
    }
    assert.ok(Math.max(...outside) <= 0.08 * pairs, `${outside} of ${pairs}`);
  });
}

test('what comes in stretches is drawn in blocks: a mean over few stretches is not as certain as over many values', () => {
  const stretches = (seed: number) => {
    let value = 0;
    return Float64Array.from({ length: 1000 }, (_, i) => {
      value = 0.8 * value + gaussian(seed, 0, i);
      return value;
    });
  };
  const pairs = 60;
  let outside = 0;
  for (let i = 0; i < pairs; i++) {
    const bootstrap = new BlockBootstrap(1000, [meanOf(stretches(2 * i + 1)), meanOf(stretches(2 * i + 2))]);
    bootstrap.draw(RESAMPLES);
    const { low, high } = bootstrap.difference(0, 1, [0]);
    if (low > 0 || high < 0) outside++;
  }
  // If each value were drawn by itself, it would be more than a third.
  assert.ok(outside <= 0.2 * pairs, `${outside} of ${pairs}`);
});

test('one outlier does not tell maxima apart, many do', () => {
  const shares = [1, 0.99, 0.9, 0.5];
  const a = noise(1, 500);
  const between = (b: Float64Array) => {
    const bootstrap = new BlockBootstrap(500, [percentilesOf(a, shares), percentilesOf(b, shares)]);
    bootstrap.draw(RESAMPLES);
    return bootstrap.difference(0, 1, decidersOf(shares, 0, 500));
  };
  assert.ok(between(a.with(250, 900)).low <= 0);
  assert.ok(between(a.map((value, i) => (i % 10 === 0 ? 900 : value))).low > 500);
});

test('a percentile speaks for itself once a value lies beyond it', () => {
  const shares = [1, 0.99, 0.9, 0.5];
  const deciders = (index: number, count: number) => decidersOf(shares, index, count);
  assert.deepEqual([deciders(0, 20), deciders(2, 20), deciders(3, 20)], [[0, 1, 2], [2], [3]]);
  assert.deepEqual([deciders(1, 99), deciders(1, 101)], [[1, 2], [1]]);
  assert.deepEqual(deciders(0, 2000), [0, 1]);
});
