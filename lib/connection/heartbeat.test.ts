import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { HEARTBEAT_MS, heartbeat, SILENCE_MS } from './heartbeat';

/** A heartbeat looks so often, ms. */
const STEP = HEARTBEAT_MS / 5;

/** Lets time pass for a heartbeat, a step of its timer at a time. */
function clockOf(t: TestContext): { pass(ms: number): void } {
  let now = 1000;
  const running = new Map<object, () => void>();
  t.mock.method(performance, 'now', () => now);
  // Not the runner's own timers: in Node 20 an interval that clears itself goes on with them.
  t.mock.method(globalThis, 'setInterval', (then: () => void, ms: number) => {
    assert.equal(ms, STEP);
    const timer = {};
    running.set(timer, then);
    return timer;
  });
  t.mock.method(globalThis, 'clearInterval', (timer: object) => running.delete(timer));
  return {
    pass: (ms) => {
      for (const end = now + ms; now < end; ) {
        now += STEP;
        for (const then of [...running.values()]) then();
      }
    },
  };
}

test('a connection on which nothing is heard is asked, and given up once', (t) => {
  const clock = clockOf(t);
  const said: string[] = [];
  heartbeat(() => said.push('lost'), { ask: () => said.push('ask') });
  clock.pass(HEARTBEAT_MS);
  assert.equal(said.length, 0);
  clock.pass(STEP);
  assert.deepEqual(said, ['ask']);
  clock.pass(SILENCE_MS - HEARTBEAT_MS - STEP);
  assert.ok(!said.includes('lost'));
  clock.pass(STEP);
  assert.equal(said.at(-1), 'lost');
  const { length } = said;
  clock.pass(10 * SILENCE_MS);
  assert.equal(said.length, length);
});

test('what is heard begins the silence anew; what is allowed on top is waited for; a stopped one is over', (t) => {
  const clock = clockOf(t);
  let lost = 0;
  const heart = heartbeat(() => lost++);
  for (let i = 0; i < 10; i++) {
    clock.pass(SILENCE_MS);
    heart.heard();
  }
  assert.equal(lost, 0);
  heart.stop();
  clock.pass(3 * SILENCE_MS);
  assert.equal(lost, 0);

  heartbeat(() => lost++, { allow: 3000 });
  clock.pass(SILENCE_MS + 3000);
  assert.equal(lost, 0);
  clock.pass(STEP);
  assert.equal(lost, 1);
});
