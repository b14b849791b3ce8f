import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Recovery } from './recovery';

test('faults in quick succession each have their own recovery, and the slowest counts', () => {
  const recovery = new Recovery();
  assert.equal(recovery.asOf(true, 0), null);
  recovery.fault(3000);
  recovery.fault(36_000);
  recovery.received(38_000, 38_500);
  assert.equal(recovery.asOf(false, 40_000), 35_500);
});

test('a price says nothing of a fault that it was due before', () => {
  const recovery = new Recovery();
  recovery.fault(1000);
  recovery.fault(5000);
  recovery.received(900, 1200);
  assert.equal(recovery.asOf(false, 1300), null);
  recovery.received(1100, 1250);
  assert.equal(recovery.asOf(false, 1300), 250);
  recovery.received(5000, 5010);
  assert.equal(recovery.asOf(false, 6000), 250);
});

test('what still lasts counts, once it is over and a price is missing', () => {
  const recovery = new Recovery();
  recovery.fault(1000);
  assert.equal(recovery.asOf(true, 900), null);
  assert.equal(recovery.asOf(false, 9000), null);
  assert.equal(recovery.asOf(true, 9000), 8000);
  recovery.end(true, 9000);
  recovery.received(20_000, 20_000);
  assert.equal(recovery.asOf(true, 20_000), 8000);
});

test('a price that came late for other reasons ends a fault, and says nothing of how long it lasted', () => {
  const recovery = new Recovery();
  recovery.fault(1000);
  recovery.received(1500, 60_000, false);
  assert.equal(recovery.asOf(true, 60_000), null);
});

test('a price that was due in the moment in which a fault was over tells of it, to a part of a millisecond', () => {
  const recovery = new Recovery();
  recovery.fault(1000);
  assert.equal(recovery.asOf(true, 1000), null);
  assert.equal(recovery.asOf(true, 1000.5), 0.5);
  recovery.received(1000, 1000.25);
  assert.equal(recovery.asOf(true, 9000), 0.25);
});
