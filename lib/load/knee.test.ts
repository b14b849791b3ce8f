import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { kneeInWords } from './curves';
import { kneeOf, type Point } from './knee';
import { rising } from './monotone';

const points = (...values: [x: number, y: number][]): Point[] => values.map(([x, y]) => ({ x, y }));

test('a latency that stands and then shoots up bends where it begins to', () => {
  const knee = kneeOf(points([100, 5], [200, 5], [300, 6], [400, 6], [500, 100]));
  assert.deepEqual(knee, { x: 400, y: 6, rises: true, faster: true });
  assert.equal(kneeInWords({ x: 400, y: 6, rises: true, faster: true }), 'rises faster beyond 400 clients');
});

test('a share of CPU that reaches its ceiling bends where it does', () => {
  const knee = kneeOf(points([1, 0], [100, 0.5], [200, 0.95], [300, 0.98], [400, 1], [500, 1]));
  assert.deepEqual(knee, { x: 200, y: 0.95, rises: true, faster: false });
});

test('a cost that falls and then stays bends where it begins to stay', () => {
  const knee = kneeOf(points([1, 90], [50, 20], [100, 12], [250, 10], [500, 10]));
  assert.deepEqual(knee, { x: 50, y: 20, rises: false, faster: false });
});

test('a rate that holds and then breaks down bends where it breaks', () => {
  const knee = kneeOf(points([1, 100], [2, 99], [3, 98], [4, 97], [5, 20]));
  assert.deepEqual(knee, { x: 4, y: 97, rises: false, faster: true });
});

test('the published example: y = −1 / x + 5 has its knee near 0.2', () => {
  const curve = Array.from({ length: 10 }, (_, i) => (i + 1) / 10).map((x) => ({ x, y: -1 / x + 5 }));
  const knee = kneeOf(curve);
  assert.ok(knee && knee.x >= 0.2 && knee.x <= 0.4, String(knee?.x));
});

test('no knee: too few points, a straight line, a flat curve, one number of clients', () => {
  assert.equal(kneeOf(points([1, 1], [2, 1], [3, 100])), null);
  assert.equal(kneeOf(points([1, 50], [10, 59], [100, 150], [250, 300], [500, 550], [1000, 1049])), null);
  assert.equal(kneeOf(points([1, 130], [10, 131], [100, 130], [1000, 133])), null);
  assert.equal(kneeOf(points([5, 1], [5, 2], [5, 3], [5, 4])), null);
  assert.equal(kneeOf([]), null);
});

test('what noise makes of a straight line is no knee', () => {
  // Resident memory, MB, and latency, ms, as they were measured once.
  assert.equal(kneeOf(points([1, 74], [10, 76], [50, 75], [100, 74.5], [250, 82], [500, 87])), null);
  assert.equal(kneeOf(points([1, 5.2], [10, 11.2], [50, 8], [100, 9], [250, 13], [500, 21.9])), null);
});

test('the nearest rising curve', () => {
  assert.deepEqual(rising([]), []);
  assert.deepEqual(rising([1, 2, 3]), [1, 2, 3]);
  assert.deepEqual(rising([1, 4, 2, 3, 5]), [1, 3, 3, 3, 5]);
  assert.deepEqual(rising([3, 2, 1]), [2, 2, 2]);
});

test('a knee is one of the inner points, and neither order nor unit of the curve matters', () => {
  const curves = fc.uniqueArray(
    fc.record({ x: fc.integer({ min: 1, max: 5000 }), y: fc.integer({ min: 0, max: 1e6 }) }),
    { minLength: 4, maxLength: 15, selector: ({ x }) => x },
  );
  fc.assert(
    fc.property(curves, (curve) => {
      const knee = kneeOf(curve);
      assert.deepEqual(kneeOf([...curve].reverse()), knee);
      // Powers of two scale without rounding.
      const scaled = kneeOf(curve.map(({ x, y }) => ({ x: x * 2, y: y / 1024 })));
      assert.deepEqual(scaled && { ...scaled, x: scaled.x / 2, y: scaled.y * 1024 }, knee);
      if (!knee) return;
      const xs = curve.map(({ x }) => x);
      assert.ok(knee.x > Math.min(...xs) && knee.x < Math.max(...xs));
    }),
  );
});
