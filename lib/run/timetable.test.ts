import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dueAt } from '@/lib/market/schedule';
import { Timetable } from './timetable';

const first = { seed: 1, seq: 0, at: 1000, rate: 10, burst: 1 };
const second = { seed: 1, seq: 40, at: 5100, rate: 50, burst: 1 };

test('a tick is due by the schedule that was in force when its turn came', () => {
  const timetable = new Timetable();
  assert.equal(timetable.due(1), null);
  timetable.follow({ seq: 0, at: 1000, schedule: first });
  assert.equal(timetable.due(41), dueAt(first, 41));
  timetable.follow({ seq: 40, at: 5000, schedule: second });
  assert.equal(timetable.due(40), dueAt(first, 40));
  assert.equal(timetable.due(41), dueAt(second, 41));
  assert.equal(timetable.due(0), null);
});

test('while the market stands still nothing more is due, and what was due before is known all the same', () => {
  const timetable = new Timetable();
  timetable.follow({ seq: 0, at: 1000, schedule: first });
  timetable.follow({ seq: 30, at: 4000, schedule: null });
  timetable.follow({ seq: 30, at: 4000, schedule: null });
  assert.deepEqual([timetable.due(30), timetable.due(31)], [dueAt(first, 30), null]);
  assert.equal(timetable.lastDue(9000), 30);
  const resumed = { ...second, seq: 30, at: 9000 };
  timetable.follow({ seq: 30, at: 4000, schedule: resumed });
  assert.equal(timetable.due(31), dueAt(resumed, 31));
  assert.equal(timetable.lastDue(8999), 30);
  assert.ok(timetable.lastDue(10_100) > 75);
});

test('the same schedule on a clock that is known better takes the place of the one before', () => {
  const timetable = new Timetable();
  timetable.follow({ seq: 0, at: 1000, schedule: first });
  timetable.follow({ seq: 5, at: 1500, schedule: { ...first, at: 1002 } });
  assert.equal(timetable.due(3), dueAt({ ...first, at: 1002 }, 3));
});

test('a market that goes on before another tick has come goes on by the new schedule', () => {
  const timetable = new Timetable();
  assert.equal(timetable.lastDue(9000), 0);
  timetable.follow({ seq: 0, at: 1000, schedule: first });
  timetable.follow({ seq: 0, at: 1050, schedule: null });
  assert.equal(timetable.due(1), null);
  const later = { ...first, at: 5000 };
  timetable.follow({ seq: 0, at: 5000, schedule: later });
  assert.equal(timetable.due(1), dueAt(later, 1));
});

test('what was due by one of the last 1,000 schedules is known, however often they are told', () => {
  const timetable = new Timetable();
  const nth = (n: number) => ({ ...first, seq: 10 * n, at: 1000 * n });
  for (let n = 0; n < 1000; n++) timetable.follow({ seq: 10 * n, at: 1000 * n, schedule: nth(n) });
  for (let i = 0; i < 2000; i++) timetable.follow({ seq: 9995, at: 999_500, schedule: nth(999) });
  assert.equal(timetable.due(5), dueAt(nth(0), 5));
  timetable.follow({ seq: 10_000, at: 1_000_000, schedule: nth(1000) });
  assert.equal(timetable.due(5), null);
  assert.equal(timetable.due(15), dueAt(nth(1), 15));
});
