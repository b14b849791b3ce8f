import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Deliveries } from './deliveries';

const tick = (seq: number) => ({ seq, symbol: 'KITE', price: seq / 100, at: 1000 + seq });

/** How many are kept where nobody has asked since so many were received. */
function keptOf(count: number): number {
  const deliveries = new Deliveries();
  for (let seq = 1; seq <= count; seq++) deliveries.add('sse', tick(seq), 2000 + seq);
  return deliveries.take().length;
}

test('what lanes have received is taken once, in order', () => {
  const deliveries = new Deliveries();
  deliveries.add('sse', tick(1), 1500);
  deliveries.add('websocket', tick(1), 1501);
  assert.deepEqual(deliveries.take(), [
    { technique: 'sse', seq: 1, symbol: 'KITE', price: 0.01, due: 1001, receivedAt: 1500 },
    { technique: 'websocket', seq: 1, symbol: 'KITE', price: 0.01, due: 1001, receivedAt: 1501 },
  ]);
  assert.deepEqual(deliveries.take(), []);
});

test('where nobody takes them, at most 4,000 are kept, and then it begins anew', () => {
  assert.deepEqual([3999, 4000, 4001, 8000].map(keptOf), [3999, 4000, 1, 4000]);
});
