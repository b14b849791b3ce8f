import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference, Traffic } from './traffic';

const nothing = {
  requests: 0,
  empty: 0,
  connections: 0,
  messages: 0,
  payload: 0,
  up: 0,
  down: 0,
  handshakesUp: 0,
  handshakesDown: 0,
  ticks: 0,
};
const counted = {
  requests: 1,
  empty: 2,
  connections: 3,
  messages: 4,
  payload: 5,
  up: 6,
  down: 7,
  handshakesUp: 9,
  handshakesDown: 10,
};
const some = { ...counted, ticks: 8 };
const twice = {
  requests: 2,
  empty: 4,
  connections: 6,
  messages: 8,
  payload: 10,
  up: 12,
  down: 14,
  handshakesUp: 18,
  handshakesDown: 20,
  ticks: 16,
};

test('what servers have counted one after the other is added up, and before the first there is nothing', () => {
  const traffic = new Traffic();
  assert.deepEqual(traffic.total, nothing);
  traffic.count(counted, 8);
  traffic.carryOver();
  assert.deepEqual(traffic.total, some);
  traffic.count(counted, 16);
  assert.deepEqual(traffic.total, twice);
  assert.deepEqual(difference(traffic.total, some), some);
});
