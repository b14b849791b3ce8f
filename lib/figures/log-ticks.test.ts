import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { logTicks } from './log-ticks';

test('an axis has a few round ticks', () => {
  assert.deepEqual(logTicks([51, 1060]), [50, 200, 1000, 5000]);
  assert.deepEqual(logTicks([25, null, 1900]), [20, 100, 500, 2000]);
  assert.deepEqual(logTicks([50]), [50, 100, 200]);
  assert.deepEqual(logTicks([0.3]), [0.2, 0.5, 1]);
  assert.deepEqual(logTicks([]), [1, 10]);
});

test('it holds all values, and has no more than five ticks', () => {
  const value = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (values) => {
      const ticks = logTicks(values);
      const [least, most] = [Math.min(...values), Math.max(...values)];
      assert.ok((ticks[0] ?? Number.NaN) <= least && (ticks.at(-1) ?? Number.NaN) >= most);
      assert.ok(ticks.length >= 2 && ticks.length <= 5);
      assert.deepEqual(
        ticks,
        [...ticks].sort((a, b) => a - b),
      );
    }),
  );
});
