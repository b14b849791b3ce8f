import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { outOfDate, Receipts } from './receipts';
import { Staleness } from './staleness';

function receiptsOf(ticks: readonly (readonly [seq: number, due: number, received: number])[]) {
  const receipts = new Receipts();
  for (const tick of ticks) receipts.add(...tick);
  return receipts;
}

test('only ticks that all have are compared, each by one due time', () => {
  const a = receiptsOf([
    [0, 0, 5],
    [1, 10, 15],
    [3, 30, 35],
  ]);
  assert.equal(a.count, 3);
  // This lane knew the clocks' difference less well.
  const b = receiptsOf([
    [1, 11, 18],
    [2, 21, 28],
    [3, 31, 39],
  ]);
  const { due, received } = Receipts.common([a, b]);
  assert.deepEqual([...due], [10, 30]);
  assert.deepEqual(
    received.map((times) => [...times]),
    [
      [15, 35],
      [18, 39],
    ],
  );
});

test('the newest 2,000 are compared, also where one lane is some way behind', () => {
  const from = (count: number) =>
    receiptsOf(Array.from({ length: count }, (_, i) => [i + 1, i, i + 2] as const));
  const { due, received } = Receipts.common([from(10_000), from(9000)]);
  assert.equal(due.length, 2000);
  assert.deepEqual([due[0], due.at(-1), received[1]?.at(-1)], [7000, 8999, 9001]);
  assert.equal(Receipts.common([from(10_000), from(100)]).due.length, 0);
  assert.equal(Receipts.common([from(10), receiptsOf([])]).due.length, 0);
});

test('the first tick of a market is compared too', () => {
  const { due, received } = Receipts.common([receiptsOf([[0, 7, 8]]), receiptsOf([[0, 7, 9]])]);
  assert.deepEqual([[...due], ...received.map((times) => [...times])], [[7], [8], [9]]);
});

test('of a lane that is further behind than 4,000 ticks nothing can be compared', () => {
  const from = (first: number, last: number) =>
    receiptsOf(Array.from({ length: last - first + 1 }, (_, i) => [first + i, i, i] as const));
  assert.equal(Receipts.common([from(1, 10_000), from(1, 6001)]).due.length, 1);
  assert.equal(Receipts.common([from(1, 10_000), from(1, 6000)]).due.length, 0);
});

test('a spell that ends as the next tick is due goes on with it', () => {
  const { spell } = outOfDate(Float64Array.of(0, 10), Float64Array.of(10, 25));
  assert.deepEqual([...spell], [0, 25]);
});

test('a spell is one value, of the tick that ended it', () => {
  const { time, spell } = outOfDate(Float64Array.of(0, 100, 120, 140), Float64Array.of(10, 150, 150, 160));
  assert.deepEqual([...time], [10, 20, 20, 20]);
  assert.deepEqual([...spell], [10, 0, 0, 60]);
});

test('the time that each tick adds is the staleness of all of them', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 300, noNaN: true })),
      ),
      (steps) => {
        const staleness = new Staleness();
        let at = 0;
        let received = 0;
        const ticks = steps.map(([step, latency]) => {
          at += step;
          // Ticks are received in their order.
          received = Math.max(received, at + latency);
          staleness.add(at, received);
          return [at, received] as const;
        });
        const { time, spell } = outOfDate(
          Float64Array.from(ticks, ([due]) => due),
          Float64Array.from(ticks, ([, end]) => end),
        );
        assert.ok(Math.abs(time.reduce((sum, ms) => sum + ms, 0) - staleness.ms) < 1e-6);
        assert.ok(Math.abs(Math.max(0, ...spell) - staleness.longest) < 1e-6);
      },
    ),
  );
});
