import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClockComparison } from './clock-comparison';

/** A comparison with a server whose clock is `ahead`; each round trip takes `roundTrip` ms. */
function comparing() {
  const server = { ahead: 0, roundTrip: 2 };
  let ready = 0;
  const jumps: number[] = [];
  let now = 1000;
  const comparison = new ClockComparison({
    ask: () => true,
    ready: () => {
      ready++;
    },
    jumped: (by) => jumps.push(by),
  });
  const answer = (times: number) => {
    for (let i = 0; i < times; i++) {
      now += 20;
      comparison.answered(now, now + server.roundTrip / 2 + server.ahead, now + server.roundTrip);
    }
  };
  return { server, comparison, answer, ready: () => ready, jumps };
}

test('another server’s clock is measured anew, and nothing of the one before is in it', (t) => {
  const { server, comparison, answer, ready } = comparing();
  t.after(() => comparison.stop());
  comparison.start();
  answer(10);
  assert.equal(ready(), 1);
  assert.deepEqual(comparison.offset.estimate, { offset: 0, uncertainty: 1, samples: 10 });

  // So little that no measurement contradicts another, and so slow that those of before would be the best ones.
  Object.assign(server, { ahead: 3, roundTrip: 6 });
  comparison.stop();
  comparison.start();
  answer(9);
  // What came from the server of before is still judged by its clock.
  assert.equal(comparison.offset.estimate?.offset, 0);
  assert.equal(ready(), 1);
  answer(1);
  assert.deepEqual([ready(), comparison.offset.estimate], [2, { offset: 3, uncertainty: 3, samples: 10 }]);
});

test('before the first ten measurements there is nothing to go by', (t) => {
  const { comparison, answer } = comparing();
  t.after(() => comparison.stop());
  comparison.start();
  answer(9);
  const samples = () => comparison.offset.estimate?.samples;
  assert.equal(samples(), undefined);
  answer(11);
  assert.equal(samples(), 20);
});

test('a clock that jumps on the same connection is believed at once, and is told of', (t) => {
  const { server, comparison, answer, jumps } = comparing();
  t.after(() => comparison.stop());
  comparison.start();
  answer(12);
  assert.deepEqual(jumps, []);
  server.ahead = 30_000;
  answer(2);
  assert.deepEqual(jumps, [30_000]);
  assert.deepEqual(comparison.offset.estimate, { offset: 30_000, uncertainty: 1, samples: 2 });
});
