import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Account } from './account';
import { Meter } from './meter';

function metered() {
  const counter = { up: 0, down: 0 };
  const [a, b] = [new Account(), new Account()];
  return {
    counter,
    meter: new Meter(counter),
    a,
    b,
    cross(up: number, down: number) {
      counter.up += up;
      counter.down += down;
    },
  };
}

const bytes = (account: Account) => {
  const { up, down } = account.read();
  return [up, down];
};

const delivery = (payload: number, count = 2) => ({ ticks: { length: count }, payload });

test('an exchange has the bytes since the one before it ended, also while it lasts', () => {
  const { meter, a, b, cross } = metered();
  meter.begin(a);
  cross(10, 100);
  assert.deepEqual(bytes(a), [10, 100]);
  meter.end();
  cross(1, 5000);
  assert.deepEqual(bytes(a), [10, 100], 'what comes between belongs to the next one');
  meter.begin(b);
  cross(20, 200);
  assert.deepEqual(
    [bytes(a), bytes(b)],
    [
      [10, 100],
      [21, 5200],
    ],
  );
  // Another technique asks before the answer to the first has ended.
  meter.begin(a);
  cross(3, 4);
  assert.deepEqual(
    [bytes(a), bytes(b)],
    [
      [13, 104],
      [21, 5200],
    ],
  );
  meter.begin(null);
  cross(7, 7);
  assert.deepEqual(
    [bytes(a), bytes(b)],
    [
      [13, 104],
      [21, 5200],
    ],
  );
  assert.deepEqual([a.requests, a.connections, b.requests, b.connections], [2, 1, 1, 1]);
});

test('an exchange whose request came in before the one ahead of it was over has the bytes from there on', () => {
  const { meter, a, b, cross } = metered();
  meter.begin(a);
  cross(10, 100);
  meter.end(b);
  cross(1, 50);
  assert.deepEqual(
    [bytes(a), bytes(b)],
    [
      [10, 100],
      [1, 50],
    ],
  );
});

test('ticks count once all bytes up to them have left, in their order', () => {
  const { meter, a, cross } = metered();
  const messages = () => [a.read().messages, a.read().payload];
  meter.deliver(delivery(9), 0);
  meter.begin(a);
  meter.deliver(delivery(50, 1), 0);
  assert.deepEqual(messages(), [1, 50]);
  meter.deliver(delivery(60, 1), 1);
  meter.deliver(delivery(70, 1), 100);
  assert.deepEqual(messages(), [1, 50]);
  cross(0, 1);
  assert.deepEqual(messages(), [2, 110]);
  cross(0, 98);
  assert.deepEqual(messages(), [2, 110]);
  cross(0, 1);
  assert.deepEqual(messages(), [3, 180]);
  meter.deliver(delivery(5, 1), 10);
  meter.end();
  cross(0, 1000);
  assert.equal(a.read().messages, 3, 'the carrier was closed before they left');
});

test('a handshake is what crosses until the stream stands, as far as its head has left', () => {
  const { meter, a, cross } = metered();
  const handshakes = () => {
    const { handshakesUp, handshakesDown } = a.read();
    return [handshakesUp, handshakesDown];
  };
  meter.begin(a);
  cross(5, 50);
  meter.end();
  assert.deepEqual(handshakes(), [0, 0], 'an answer that ends');
  meter.begin(a);
  cross(10, 0);
  assert.deepEqual(handshakes(), [0, 0], 'nobody knows yet');
  meter.establish(100);
  assert.deepEqual(handshakes(), [10, 0]);
  cross(3, 40);
  assert.deepEqual(handshakes(), [10, 40]);
  cross(0, 70);
  assert.deepEqual(handshakes(), [10, 100]);
  meter.end();
  cross(1, 1000);
  assert.deepEqual(handshakes(), [10, 100]);
  meter.begin(a);
  cross(20, 0);
  meter.establish(100);
  cross(0, 30);
  meter.end();
  assert.deepEqual(handshakes(), [31, 1130], 'cut off in the middle of its head');
});
