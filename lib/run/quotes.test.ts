import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { QuoteSchedule, untilNextQuote } from './quotes';

test('there is one quote a second, at the first look in it; seconds nobody looked in are not made up for', () => {
  const looks = fc.array(fc.double({ min: 0, max: 60_000, noNaN: true }), { maxLength: 200 });
  fc.assert(
    fc.property(looks, (times) => {
      const schedule = new QuoteSchedule();
      const sorted = [...times].sort((a, b) => a - b);
      const quoted = sorted.filter((time) => schedule.isDue(time));
      const seconds = sorted.map((time) => Math.floor(time / 1000)).filter((second) => second > 0);
      assert.deepEqual(
        quoted.map((time) => Math.floor(time / 1000)),
        [...new Set(seconds)],
      );
    }),
  );
});

test('the next quote is at a whole second of the run', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_600_000 }), (elapsed) => {
      const wait = untilNextQuote(elapsed);
      assert.ok(wait > 0 && wait <= 1000);
      assert.equal((elapsed + wait) % 1000, 0);
    }),
  );
});

test('a second look in the same second finds no quote due', () => {
  const schedule = new QuoteSchedule();
  assert.deepEqual(
    [0, 999, 1000, 1200, 1999, 3500, 3600, 3999, 4000].filter((elapsed) => schedule.isDue(elapsed)),
    [1000, 3500, 4000],
  );
});
