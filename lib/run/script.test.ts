import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { faultKinds } from '@/lib/faults/faults';
import { Script } from './script';

test('each planned fault is made once, whenever one looks', () => {
  const planned = fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 20 });
  const looks = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(planned, looks, (seconds, times) => {
      const script = new Script();
      const plan = seconds.map((second) => `${second}:rst`);
      const sorted = [...times].sort((a, b) => a - b);
      const made = sorted.flatMap((time) => script.due(plan, time));
      const end = sorted.at(-1) ?? 0;
      assert.equal(made.length, seconds.filter((second) => second < end).length);
    }),
  );
});

test('a fault has the kind and the length that are planned, or the usual length', () => {
  const script = new Script();
  const plan = ['10:freeze:3', '20:rst', '20:outage'];
  assert.deepEqual(script.due(plan, 9.9), []);
  assert.deepEqual(script.due(plan, 10.1), [{ kind: 'freeze', seconds: 3 }]);
  const usual = faultKinds.find(({ kind }) => kind === 'outage')?.seconds;
  assert.deepEqual(script.due(plan, 20.1)[1], { kind: 'outage', seconds: usual });
});

test('what is planned for a time that is over does not catch up', () => {
  const script = new Script();
  assert.deepEqual(script.due([], 30), []);
  assert.deepEqual(script.due(['10:rst', '31:fin'], 40), [{ kind: 'fin', seconds: 5 }]);
});
