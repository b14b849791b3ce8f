import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Interruptions } from './interruptions';

const START = 5000;

/** Looked at every 250 ms until `at`, ms since the run began. */
function watched() {
  let now = START;
  const interruptions = new Interruptions(() => now);
  return {
    interruptions,
    /** The time is `at`, and nobody has looked meanwhile. */
    goTo(at: number) {
      now = START + at;
    },
    lookUntil(at: number) {
      while (now < START + at) {
        now = Math.min(START + at, now + 250);
        interruptions.look((now - START) / 1000);
      }
    },
  };
}

test('a browser that looks in time is not interrupted', () => {
  const { interruptions, lookUntil } = watched();
  lookUntil(10_000);
  assert.deepEqual(interruptions.list(10), []);
  assert.equal(interruptions.overlaps(START, START + 10_000), false);
});

test('a longer silence is a stall, from the last look on', () => {
  const { interruptions, lookUntil, goTo } = watched();
  lookUntil(2000);
  goTo(5000);
  interruptions.look(5);
  lookUntil(6000);
  assert.deepEqual(interruptions.list(6), [{ from: 2, to: 5, reason: 'stall' }]);
  assert.equal(interruptions.overlaps(START + 1000, START + 1999), false);
  assert.equal(interruptions.overlaps(START + 1999, START + 2000), true);
  assert.equal(interruptions.overlaps(START + 3000, START + 3001), true);
  assert.equal(interruptions.overlaps(START + 5001, START + 6000), false);
});

test('a page in the background is interrupted until it is seen again, and no stall besides', () => {
  const { interruptions, lookUntil, goTo } = watched();
  lookUntil(1000);
  interruptions.setVisible(false, 1);
  goTo(4000);
  interruptions.look(4);
  assert.deepEqual(interruptions.list(4), [{ from: 1, to: 4, reason: 'background' }]);
  assert.equal(interruptions.overlaps(START + 3999, START + 4000), true);
  // What was received before it went there is judged as ever.
  assert.equal(interruptions.overlaps(START, START + 999), false);
  interruptions.setVisible(true, 4);
  lookUntil(5000);
  assert.deepEqual(interruptions.list(5), [{ from: 1, to: 4, reason: 'background' }]);
  assert.equal(interruptions.overlaps(START + 4001, START + 5000), false);
});

test('a new run begins without the interruptions of the one before, but in the background if that lasts', () => {
  const { interruptions, lookUntil, goTo } = watched();
  goTo(3000);
  interruptions.look(3);
  interruptions.setVisible(false, 3);
  interruptions.clear();
  lookUntil(4000);
  assert.deepEqual(interruptions.list(1), [{ from: 0, to: 1, reason: 'background' }]);
  interruptions.setVisible(true, 1);
  assert.equal(interruptions.overlaps(START, START + 2999), false);
});

test('a computer that slept was not able to measure for as long, though its own clock does not tell', () => {
  const { interruptions, lookUntil } = watched();
  lookUntil(10_000);
  interruptions.slept(4000, 10);
  assert.deepEqual(interruptions.list(10), [{ from: 6, to: 10, reason: 'stall' }]);
  assert.equal(interruptions.overlaps(START + 6000, START + 10_000), true);
  assert.equal(interruptions.overlaps(START, START + 4000), false);
  lookUntil(11_000);
  assert.equal(interruptions.overlaps(START + 10_001, START + 11_000), false);
  // So little is the drift of two clocks.
  interruptions.slept(20, 11);
  assert.equal(interruptions.list(11).length, 1);
});

test('a silence of a second is none yet, and a stall is known from the first look after it', () => {
  const { interruptions, goTo } = watched();
  goTo(1000);
  interruptions.look(1);
  assert.deepEqual(interruptions.list(1), []);
  goTo(2001);
  interruptions.look(2.001);
  assert.deepEqual(interruptions.list(2.001).length, 1);
});

test('an interruption of which the run saw only the end begins with the run', () => {
  const { interruptions, goTo, lookUntil } = watched();
  goTo(3000);
  interruptions.look(1);
  lookUntil(4000);
  interruptions.slept(5000, 2);
  assert.deepEqual(interruptions.list(2), [
    { from: 0, to: 1, reason: 'stall' },
    { from: 0, to: 2, reason: 'stall' },
  ]);
});

test('a page that goes to the background twice without being seen has been there since the first time', () => {
  const { interruptions, goTo } = watched();
  goTo(1000);
  interruptions.setVisible(false, 1);
  goTo(1500);
  interruptions.setVisible(false, 1.5);
  goTo(2000);
  interruptions.setVisible(true, 2);
  interruptions.setVisible(true, 2);
  assert.deepEqual(interruptions.list(2), [{ from: 1, to: 2, reason: 'background' }]);
  assert.equal(interruptions.overlaps(START + 1200, START + 1300), true);
  assert.equal(interruptions.overlaps(START, START + 1000), true);
  assert.equal(interruptions.overlaps(START + 2000, START + 3000), true);
});

test('a sleep is noticed up to a second late, and in the background it is part of that', () => {
  const { interruptions, lookUntil } = watched();
  lookUntil(10_000);
  interruptions.slept(1000, 10);
  assert.deepEqual(interruptions.list(10), []);
  interruptions.slept(1001, 10);
  assert.equal(interruptions.overlaps(START, START + 7998), false);
  assert.equal(interruptions.overlaps(START, START + 7999), true);
  interruptions.clear();
  interruptions.setVisible(false, 0);
  interruptions.slept(4000, 0);
  assert.deepEqual(interruptions.list(1), [{ from: 0, to: 1, reason: 'background' }]);
  interruptions.setVisible(true, 1);
  assert.equal(interruptions.overlaps(START, START + 9999), false);
});

test('what was before a new run is no silence of it', () => {
  const { interruptions, goTo } = watched();
  goTo(5000);
  interruptions.clear();
  interruptions.look(0);
  assert.deepEqual(interruptions.list(0), []);
});
