import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  countMarks,
  dayOf,
  daysAfter,
  type Mark,
  type Marks,
  mark,
  markOf,
  marks,
  readMarks,
  toAsk,
  toRepeat,
} from './practice';

const today = '2026-02-27';

test('what was missed or had in part comes back tomorrow', () => {
  assert.equal(mark(undefined, 'missed', today).due, '2026-02-28');
  assert.equal(mark(undefined, 'partly', today).due, '2026-02-28');
});

test('what was had comes back after longer and longer, and not later than after 30 days', () => {
  let kept = mark(undefined, 'had it', today);
  const waits = [kept.due];
  for (let times = 0; times < 4; times++) {
    kept = mark(kept, 'had it', today);
    waits.push(kept.due);
  }
  assert.deepEqual(
    waits,
    [3, 7, 14, 30, 30].map((days) => daysAfter(today, days)),
  );
});

test('what is missed begins anew, and what is had in part goes back a step', () => {
  const often = mark(mark(mark(undefined, 'had it', today), 'had it', today), 'had it', today);
  assert.equal(mark(mark(often, 'missed', today), 'had it', today).due, daysAfter(today, 3));
  assert.equal(mark(mark(often, 'partly', today), 'had it', today).due, daysAfter(today, 14));
});

test('a card is never due before tomorrow, and later the better it went', () => {
  const history = fc.array(fc.constantFrom(...marks), { maxLength: 12 });
  fc.assert(
    fc.property(history, (given) => {
      const before = given.reduce<ReturnType<typeof mark> | undefined>(
        (kept, one) => mark(kept, one, today),
        undefined,
      );
      const dues = marks.map((one: Mark) => mark(before, one, today).due);
      assert.ok(dues.every((due) => due > today));
      assert.deepEqual([...dues].sort(), dues);
    }),
  );
});

test('missed cards are asked first, then those had in part, those had, and those never asked', () => {
  const kept: Marks = {
    had: { mark: 'had it', step: 1, on: '2026-02-20', due: '2026-02-23' },
    missed: { mark: 'missed', step: 0, on: '2026-02-26', due: today },
    missedLong: { mark: 'missed', step: 0, on: '2026-02-10', due: '2026-02-11' },
    partly: { mark: 'partly', step: 0, on: '2026-02-26', due: today },
    later: { mark: 'had it', step: 1, on: today, due: '2026-03-02' },
  };
  const ids = ['fresh', 'had', 'later', 'partly', 'missed', 'missedLong', 'other'];
  assert.deepEqual(toAsk(ids, kept, today), ['missedLong', 'missed', 'partly', 'had', 'fresh', 'other']);
});

test('to be repeated tomorrow is what is due by then, and nothing that was never asked', () => {
  const kept = {
    a: mark(undefined, 'missed', today),
    b: mark(undefined, 'had it', today),
    c: mark(undefined, 'partly', today),
  };
  assert.deepEqual(toRepeat(['b', 'c', 'a', 'never'], kept, today), ['a', 'c']);
});

test('a checklist speaks for a mark', () => {
  assert.deepEqual(
    [markOf(0, 4), markOf(1, 4), markOf(3, 4), markOf(4, 4)],
    ['missed', 'partly', 'partly', 'had it'],
  );
});

test('what was kept is read again, and nothing else is', () => {
  const kept = { a: mark(undefined, 'partly', today) };
  assert.deepEqual(readMarks(JSON.stringify(kept)), kept);
  for (const other of [
    '',
    '[]',
    '7',
    '{"a":{"mark":"good"}}',
    '{"a":{"mark":"missed","step":9,"on":"2026-02-27","due":"2026-02-28"}}',
  ]) {
    assert.equal(readMarks(other), null, other);
  }
});

test('a day is that of the reader, and the calendar is kept', () => {
  assert.equal(dayOf(new Date(2026, 1, 27, 23, 59)), today);
  assert.equal(daysAfter('2026-12-31', 1), '2027-01-01');
  assert.equal(daysAfter('2028-02-28', 1), '2028-02-29');
});

test('marks are counted, and cards without one too', () => {
  const kept = { a: mark(undefined, 'missed', today), gone: mark(undefined, 'had it', today) };
  assert.deepEqual(countMarks(['a', 'b'], kept), { missed: 1, partly: 0, 'had it': 0, 'not asked': 1 });
});
