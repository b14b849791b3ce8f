import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Staleness } from './staleness';

test('a spell that ends as the next price is due goes on with it, also while that is missing', () => {
  const staleness = new Staleness();
  staleness.add(0, 10);
  assert.deepEqual(staleness.asOf(10, 60), { ms: 60, longest: 60 });
  staleness.add(10, 25);
  assert.deepEqual([staleness.ms, staleness.longest], [25, 25]);
});

test('time that is known to be stale does not count again as it is looked back at', () => {
  const staleness = new Staleness();
  staleness.add(0, 10);
  assert.deepEqual(staleness.asOf(5, 8), { ms: 10, longest: 10 });
});
