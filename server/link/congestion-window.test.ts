import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CongestionWindow } from './congestion-window';

/** How many segments it lets be on their way. */
const sizeOf = (window: CongestionWindow) => window.room(0);

test('ten segments set out at first; those that are on their way take room', () => {
  const window = new CongestionWindow();
  assert.deepEqual([window.room(0), window.room(10), window.room(12)], [10, 0, -2]);
});

test('it grows with all that arrives, if it was used up in the round trip before', () => {
  const window = new CongestionWindow();
  window.acknowledged(5, 0, 5, true);
  assert.equal(sizeOf(window), 10, 'it was not used at all');
  window.used(1, 5, 12);
  window.acknowledged(7, 0, 12, true);
  assert.equal(sizeOf(window), 10, 'there was room left');
  window.used(0, 12, 22);
  window.acknowledged(4, 6, 16, true);
  assert.equal(sizeOf(window), 14);
  // What it was used up with is still on its way.
  window.used(2, 16, 28);
  window.acknowledged(1, 11, 17, true);
  assert.equal(sizeOf(window), 15);
  window.used(0, 17, 32);
  window.used(2, 31, 33);
  window.acknowledged(1, 2, 32, true);
  assert.equal(sizeOf(window), 16);
  window.used(2, 32, 34);
  window.acknowledged(2, 0, 34, true);
  assert.equal(sizeOf(window), 16);
});

test('a loss leaves seven tenths, once until all is repaired, and two segments at least', () => {
  const window = new CongestionWindow();
  for (const [next, left] of [
    [10, 7],
    [20, 4],
    [30, 2],
    [40, 2],
  ] as const) {
    assert.ok(!window.repairing);
    window.lost(next);
    window.lost(next + 5);
    assert.ok(window.repairing);
    window.acknowledged(1, 0, next, true);
    assert.equal(sizeOf(window), left);
  }
});

test('while it repairs one sets out for each that arrives, one more where that closes a gap', () => {
  const window = new CongestionWindow();
  window.lost(10);
  window.acknowledged(1, 5, 0, false);
  assert.equal(window.room(5), 1);
  window.sent();
  window.acknowledged(1, 5, 0, false);
  assert.equal(window.room(5), 1);
  window.sent();
  window.acknowledged(1, 4, 3, true);
  assert.equal(window.room(4), 2);
  window.acknowledged(1, 6, 3, true);
  assert.equal(window.room(6), 1, 'no more than the loss leaves');
});

test('where more is on its way than a loss leaves, seven set out for ten that arrive', () => {
  const window = new CongestionWindow();
  window.lost(10);
  const rooms = Array.from({ length: 10 }, () => {
    window.acknowledged(1, 20, 0, false);
    const room = window.room(20);
    if (room > 0) window.sent();
    return room;
  });
  assert.deepEqual(rooms, [1, 1, 1, 0, 1, 1, 0, 1, 1, 0]);
});

test('where as much is on its way as a loss leaves, nothing more sets out', () => {
  const window = new CongestionWindow();
  window.lost(10);
  window.sent();
  window.acknowledged(2, 7, 0, false);
  assert.equal(window.room(7), 0);
});

test('the first repetition sets out, however many are on their way', () => {
  const window = new CongestionWindow();
  window.lost(10);
  window.acknowledged(0, 30, 0, false);
  assert.equal(window.room(30), 1);
  window.sent();
  window.acknowledged(0, 30, 0, false);
  assert.equal(window.room(30), 0);
});

test('after a timeout it begins with one segment, doubles up to what a loss leaves, and grows slowly from there', () => {
  const window = new CongestionWindow();
  window.timedOut(0, 10);
  assert.equal(sizeOf(window), 1);
  window.used(0, 0, 10);
  window.acknowledged(1, 0, 1, true);
  assert.equal(sizeOf(window), 2);
  window.acknowledged(5, 0, 6, true);
  assert.equal(sizeOf(window), 7);
  // About half a segment for each window.
  window.acknowledged(7, 0, 9, true);
  assert.equal(sizeOf(window), 7);
  window.acknowledged(7, 0, 9, true);
  assert.equal(sizeOf(window), 8);
  window.acknowledged(1, 0, 10, true);
  assert.deepEqual([sizeOf(window), window.repairing], [8, false]);
});

test('a timeout while it repairs shrinks it no further, and lasts until all that has set out is repaired', () => {
  const window = new CongestionWindow();
  window.lost(10);
  window.timedOut(2, 12);
  assert.equal(sizeOf(window), 3);
  window.used(0, 5, 12);
  window.acknowledged(4, 0, 11, true);
  assert.ok(window.repairing);
  assert.equal(sizeOf(window), 7);
  window.acknowledged(7, 0, 11, true);
  assert.equal(sizeOf(window), 7, 'from seven tenths of ten on it grows slowly');
});
