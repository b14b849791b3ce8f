import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linearTicks } from './linear-ticks';

test('an axis begins at 0 and has round steps', () => {
  assert.deepEqual(linearTicks([3, null, 119]), [0, 50, 100, 150]);
  assert.deepEqual(linearTicks([21_600]), [0, 10_000, 20_000, 30_000]);
  assert.deepEqual(linearTicks([80]), [0, 20, 40, 60, 80]);
});

test('of what is counted there is nothing between two whole numbers', () => {
  assert.deepEqual(linearTicks([1], 1), [0, 1]);
  assert.deepEqual(linearTicks([], 1), [0, 1]);
  assert.deepEqual(linearTicks([3], 1), [0, 1, 2, 3]);
});

test('what is less than 0 has its place too', () => {
  assert.deepEqual(linearTicks([-30, 50]), [-40, -20, 0, 20, 40, 60]);
});
