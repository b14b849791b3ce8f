import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Tally } from './tally';

test('a tally tells delivered, doubled, overtaken and missing ticks apart, in its window only', () => {
  const tally = new Tally(2);
  tally.add(0, 4, 1);
  tally.count({ from: 3, to: 8 });
  for (const seq of [2, 3, 4, 5, 5, 8, 7, 9]) tally.add(0, seq, seq);
  assert.equal(tally.complete, 1);
  assert.ok(tally.hasAll(0) && !tally.hasAll(1));
  const { delivered, doubled, outOfOrder, latency } = tally.found;
  assert.deepEqual({ delivered, doubled, outOfOrder }, { delivered: 4, doubled: 1, outOfOrder: 1 });
  assert.equal(latency?.max, 8);
});
