import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultLab, loadsOf, problemOf, stepsOf } from './lab';
import { labs } from './labs.fixture';
import { loadCommandSchema } from './messages';

test('a growth series goes up to what was chosen', () => {
  assert.deepEqual(stepsOf({ clients: 300, growth: false }), [300]);
  assert.deepEqual(stepsOf({ clients: 1, growth: true }), [1]);
  assert.deepEqual(stepsOf({ clients: 300, growth: true }), [1, 10, 50, 100, 250, 300]);
  assert.equal(stepsOf({ clients: 5000, growth: true }).at(-1), 5000);
});

test('techniques take turns at each number of clients', () => {
  const loads = loadsOf({ ...defaultLab, techniques: ['websocket', 'sse'], clients: 10 });
  assert.deepEqual(
    loads.map(({ technique, clients }) => `${technique} ${clients}`),
    ['sse 1', 'websocket 1', 'sse 10', 'websocket 10'],
  );
});

test('settings without a problem are a job that the server takes, others say why they are none', () => {
  fc.assert(
    fc.property(labs, (lab) => {
      const { success } = loadCommandSchema.safeParse({ type: 'start', loads: loadsOf(lab) });
      assert.equal(success, problemOf(lab) === null);
    }),
  );
  assert.match(problemOf({ ...defaultLab, clients: 5000, rate: 100 }) ?? '', /2,500 clients at most/);
  assert.match(problemOf({ ...defaultLab, techniques: [] }) ?? '', /No technique/);
});
