import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RetransmissionTimer } from './retransmission-timer';

test('a timeout is a round trip and 200 ms, or four times as much as round trips vary', () => {
  assert.equal(new RetransmissionTimer(100).timeoutAt(0), 300);
  assert.equal(new RetransmissionTimer(100).timeoutAt(1000), 1300);
  // The first variation is half of the round trip.
  assert.equal(new RetransmissionTimer(200).timeoutAt(1000), 1000 + 200 + 400);
  const timer = new RetransmissionTimer(100);
  timer.measure(500);
  // 100 + 400 / 8, and 50 + (400 − 50) / 4.
  assert.equal(timer.timeoutAt(1000), 1000 + 150 + 4 * 137.5);
  assert.equal(timer.shortest, 100);
  timer.measure(60);
  assert.equal(timer.shortest, 60);
  for (let i = 0; i < 100; i++) timer.measure(60);
  assert.ok(Math.abs(timer.timeoutAt(0) - 260) < 1);
});

test('each timeout in a row is twice as long, up to two minutes, until something is heard', () => {
  const timer = new RetransmissionTimer(100);
  timer.timedOut(300);
  assert.equal(timer.timeoutAt(0), 300 + 600);
  assert.equal(timer.timeoutAt(500), 500 + 600, 'what set out later has its time');
  for (let i = 0; i < 20; i++) timer.timedOut(1000);
  assert.equal(timer.timeoutAt(0), 121_000);
  timer.heard(2000, false);
  assert.equal(timer.timeoutAt(2000), 2300);
  assert.equal(timer.timeoutAt(0), 1300);
  timer.heard(3000, true);
  assert.equal(timer.timeoutAt(0), 3300);
});

test('several are asked after in two round trips, and one when its time is over; once, until something is heard', () => {
  const timer = new RetransmissionTimer(50);
  timer.sent(1000);
  assert.equal(timer.probeAt(1000, 2), 1100);
  assert.equal(timer.probeAt(1000, 1), 1250);
  assert.equal(timer.probeAt(800, 2), 1050, 'no later than the timeout');
  const close = new RetransmissionTimer(1);
  close.sent(1000);
  assert.equal(close.probeAt(1000, 1), 1201);
  timer.probed(1100);
  assert.equal(timer.probeAt(1000, 2), Number.POSITIVE_INFINITY);
  assert.equal(timer.timeoutAt(1000), 1350);
  timer.heard(1300, false);
  assert.equal(timer.probeAt(1290, 2), 1400);
});
