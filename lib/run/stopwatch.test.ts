import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Stopwatch } from './stopwatch';

test('times in which it stands still are left out', () => {
  let now = 1000;
  const watch = new Stopwatch(() => now);
  now += 50;
  assert.equal(watch.elapsed, 50);
  watch.stop();
  now += 300;
  assert.equal(watch.elapsed, 50);
  watch.start();
  // Started twice, it goes on from the first time.
  now += 5;
  watch.start();
  now += 5;
  assert.equal(watch.elapsed, 60);
  watch.stop();
  watch.stop();
  assert.deepEqual([watch.elapsed, watch.isRunning], [60, false]);
});
