import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { OrderCheck } from './order-check';

test('a gap that ends before what was received is none, and one that ends with the next tick is that tick', () => {
  const check = new OrderCheck(5);
  check.gap({ from: 1, to: 5, missed: 5 });
  check.gap({ from: 1, to: 4, missed: 4 });
  assert.deepEqual([check.cursor, check.order.missed], [5, 0]);
  check.gap({ from: 6, to: 6, missed: 1 });
  assert.deepEqual([check.cursor, check.order.missed], [6, 1]);
  assert.equal(check.add(6), false);
  assert.equal(check.add(7), true);
});

test('what is skipped is not lost, and nothing that was received is expected again', () => {
  const check = new OrderCheck(3);
  check.skipTo(10);
  assert.equal(check.add(11), true);
  check.skipTo(4);
  assert.equal(check.cursor, 11);
  assert.deepEqual(check.order, { received: 1, lost: 0, missed: 0, doubled: 0, outOfOrder: 0 });
});

test('lost ticks are counted to the last one, and the first 20,000 of them are known by their numbers', () => {
  const check = new OrderCheck(0);
  // One hole more than are known by number.
  check.add(20_002);
  assert.equal(check.order.lost, 20_001);
  assert.equal(
    check.lostOf((seq) => seq <= 20_000),
    20_001,
  );
  assert.equal(
    check.lostOf((seq) => seq === 20_000),
    2,
  );
  // The last is lost all the same, and not among those that can be filled.
  check.add(20_001);
  assert.deepEqual(check.order, { received: 1, lost: 20_001, missed: 0, doubled: 1, outOfOrder: 0 });
  check.add(20_000);
  assert.deepEqual(check.order, { received: 2, lost: 20_000, missed: 0, doubled: 1, outOfOrder: 1 });
  check.add(20_005);
  assert.equal(check.order.lost, 20_002);
  assert.equal(
    check.lostOf(() => false),
    2,
  );
});

test('whatever comes, each tick up to the cursor is received, lost or missed', () => {
  const events = fc.array(
    fc.oneof(
      fc.record({ seq: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ gapTo: fc.integer({ min: 1, max: 60 }) }),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(events, (all) => {
      const check = new OrderCheck(0);
      const part = { received: 0, missed: 0, doubled: 0, outOfOrder: 0 };
      const had = new Set<number>();
      const missed = new Set<number>();
      let cursor = 0;
      let [doubled, outOfOrder] = [0, 0];
      for (const event of all) {
        if ('gapTo' in event) {
          check.gap({ from: cursor + 1, to: event.gapTo, missed: Math.max(0, event.gapTo - cursor) });
          for (let seq = cursor + 1; seq <= event.gapTo; seq++) missed.add(seq);
          cursor = Math.max(cursor, event.gapTo);
          continue;
        }
        const { seq } = event;
        const isNew = seq > cursor;
        assert.equal(check.add(seq, part), isNew);
        if (had.has(seq) || missed.has(seq)) doubled++;
        else {
          had.add(seq);
          if (!isNew) outOfOrder++;
        }
        cursor = Math.max(cursor, seq);
      }
      assert.equal(check.cursor, cursor);
      const lost = cursor - had.size - missed.size;
      const received = had.size;
      assert.deepEqual(check.order, { received, lost, missed: missed.size, doubled, outOfOrder });
      assert.equal(
        check.lostOf((seq) => seq % 2 === 0),
        Array.from({ length: cursor }, (_, i) => i + 1).filter(
          (seq) => seq % 2 === 0 && !had.has(seq) && !missed.has(seq),
        ).length,
      );
      // What is missed is not counted for a part of the ticks: whose it is, is known elsewhere.
      assert.deepEqual(part, { received, missed: 0, doubled, outOfOrder });
    }),
  );
});
