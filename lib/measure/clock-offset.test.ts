import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClockOffset } from './clock-offset';

test('a round trip that was quick long ago says nothing any more', () => {
  const clock = new ClockOffset();
  // Quick once, and a minute of slow ones since; the server's clock is 500 ms ahead.
  clock.add(0, 501, 2);
  for (let second = 1; second <= 59; second++)
    clock.add(second * 1000, second * 1000 + 520, second * 1000 + 40);
  assert.deepEqual(clock.estimate, { offset: 500, uncertainty: 1, samples: 60 });
  clock.add(60_000, 60_520, 60_040);
  assert.deepEqual(clock.estimate, { offset: 500, uncertainty: 20, samples: 60 });
  clock.add(180_000, 180_520, 180_040);
  assert.deepEqual(clock.estimate, { offset: 500, uncertainty: 20, samples: 1 });
});

test('before anything was measured there is no estimate', () => {
  assert.equal(new ClockOffset().estimate, null);
});

test('two measurements that cannot both be right leave the newer one only', () => {
  const measure = (second: number) => {
    const clock = new ClockOffset();
    clock.add(0, 10, 20);
    // Each is off by half its round trip at most, 10 ms, and by 1 ms for the clocks' drift.
    clock.add(1000, 1010 + second, 1020);
    return clock.estimate;
  };
  assert.deepEqual(measure(21), { offset: 0, uncertainty: 10, samples: 2 });
  assert.deepEqual(measure(22), { offset: 22, uncertainty: 10, samples: 1 });
});

test('a jump is told as long as it was and the way it went; what both measurements may be wrong by is none', () => {
  const clock = new ClockOffset();
  assert.equal(clock.add(0, 10, 20), 0);
  assert.equal(clock.add(1000, 1015, 1020), 0);
  assert.equal(clock.add(2000, 5010, 2020), 3000);
  assert.equal(clock.add(3000, 2010, 3020), -4000);
  assert.equal(clock.add(4000, 3010, 4020), 0);
});

test('a minute is over in the moment in which it is', () => {
  const clock = new ClockOffset();
  clock.add(0, 10, 20);
  clock.add(60_000, 60_010, 60_020);
  assert.equal(clock.estimate?.samples, 1);
});
