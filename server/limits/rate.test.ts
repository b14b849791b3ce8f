import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RateLimit } from './rate';

test('a bucket gives so many at once, fills by so many a second, and never beyond its size', (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const limit = new RateLimit(50, 200);
  const taken = (ms: number) => {
    now += ms;
    let count = 0;
    while (limit.take()) count++;
    return count;
  };
  assert.deepEqual(
    [taken(0), taken(0), taken(19), taken(1), taken(1000), taken(2000)],
    [200, 0, 0, 1, 50, 100],
  );
  assert.deepEqual([taken(4000), taken(3_600_000)], [200, 200]);
});
