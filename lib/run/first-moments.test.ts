import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AFTER_LOADING, AFTER_RESET, FirstMoments, judgedMs } from './first-moments';

/** Looks every 25 ms, but for the looks at `held`, which come so much later than they should. */
function lookedAt(bounds = AFTER_LOADING, held: Readonly<Record<number, number>> = {}) {
  let now = 1_000_000;
  const began = now;
  const moments = new FirstMoments(bounds, () => now);
  for (let look = 1; !Number.isFinite(moments.over) && look < 1000; look++) {
    now += 25 + (held[look] ?? 0);
    moments.look();
  }
  return moments.over - began;
}

test('the first moments are as long as they have to be at least, where nothing is held up', () => {
  assert.equal(lookedAt(), AFTER_LOADING.least);
  assert.equal(lookedAt(AFTER_RESET), AFTER_RESET.least);
});

test('what is held up at their end makes them longer, until it has been calm for a while', () => {
  // Its 38th look should come after 950 ms.
  assert.equal(lookedAt(AFTER_LOADING, { 38: 100 }), 1050 + AFTER_LOADING.calm);
  // That which is no later than usual does not.
  assert.equal(lookedAt(AFTER_LOADING, { 38: 20 }), 1020);
});

test('they have an end also where it is never calm', () => {
  const always = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [i, 75]));
  assert.equal(lookedAt(AFTER_LOADING, always), AFTER_LOADING.most);
  assert.equal(lookedAt(AFTER_RESET, always), AFTER_RESET.most);
});

test('once over they stay so, from when they were', () => {
  let now = 0;
  const moments = new FirstMoments(AFTER_RESET, () => now);
  assert.equal(moments.over, Number.POSITIVE_INFINITY);
  for (; now <= 2000; now += 25) moments.look();
  const { over } = moments;
  now += 5000;
  moments.look();
  assert.equal(moments.over, over);
});

test('of a segment that is judged which lies after the first moments', () => {
  assert.equal(judgedMs(0, 5, 1000), 4000);
  assert.equal(judgedMs(2, 5, 1000), 3000);
  assert.equal(judgedMs(0, 0.5, 1000), 0);
  assert.equal(judgedMs(0, 5, null), 0);
});

test('they last 1 to 2 s after loading and 250 ms to 1 s after a reset, until it was calm for 250 ms', () => {
  const always = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [i, 75]));
  assert.deepEqual([lookedAt(AFTER_LOADING), lookedAt(AFTER_LOADING, always)], [1000, 2000]);
  assert.deepEqual([lookedAt(AFTER_RESET), lookedAt(AFTER_RESET, always)], [250, 1000]);
  // Its looks come after 225 and 326 ms.
  assert.equal(lookedAt(AFTER_RESET, { 10: 76 }), 326 + 250);
});

test('a look that comes more than 25 ms late was held up, the first one too', () => {
  assert.equal(lookedAt(AFTER_LOADING, { 38: 25 }), 1000);
  assert.equal(lookedAt(AFTER_LOADING, { 38: 26 }), 976 + 250);
  assert.equal(lookedAt(AFTER_LOADING, { 1: 1000 }), 1025 + 250);
});
