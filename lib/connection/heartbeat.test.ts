import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { HEARTBEAT_MS, heartbeat, SILENCE_MS } from './heartbeat';

/** Lets time pass for a heartbeat, a step of its timer at a time. */
function clockOf(t: TestContext): { pass(ms: number): void } {
  let now = 1000;
  t.mock.method(performance, 'now', () => now);
  t.mock.timers.enable({ apis: ['setInterval'] });
  const step = HEARTBEAT_MS / 5;
  return {
    pass: (ms) => {
      for (const end = now + ms; now < end; ) {
        now += step;
        t.mock.timers.tick(step);
      }
    },
  };
}

test('a connection on which nothing is heard is asked, and given up once', (t) => {
  const clock = clockOf(t);
  const said: string[] = [];
  heartbeat(() => said.push('lost'), { ask: () => said.push('ask') });
  clock.pass(HEARTBEAT_MS);
  assert.deepEqual(said, []);
  clock.pass(HEARTBEAT_MS / 5);
  assert.deepEqual(said, ['ask']);
  clock.pass(SILENCE_MS - HEARTBEAT_MS - HEARTBEAT_MS / 5);
  assert.ok(!said.includes('lost'));
  clock.pass(HEARTBEAT_MS / 5);
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
  clock.pass(HEARTBEAT_MS / 5);
  assert.equal(lost, 1);
});
