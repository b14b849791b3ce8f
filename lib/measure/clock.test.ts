import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epochNow } from './clock';

test('the clock tells the time since the epoch, and goes on as the page’s own does', (t) => {
  const began = performance.timeOrigin;
  assert.ok(Math.abs(began - Date.now()) < 3_600_000);
  t.mock.method(performance, 'now', () => 1234.5);
  assert.equal(epochNow(), began + 1234.5);
});
