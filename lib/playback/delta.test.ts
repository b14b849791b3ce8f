import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { applyDelta, deltaOf, type Json } from './delta';

const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(null, true, 0, 1.5, 'a', '__proto__'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'set', 'in', 'length', '__proto__'), tie('value'), {
      maxKeys: 4,
    }),
  ),
})).value;

/** As a file brings it. */
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value));

test('what is applied to the value before gives the value after, also by way of a file', () => {
  fc.assert(
    fc.property(json.map(copy), json.map(copy), (before, after) => {
      const delta = deltaOf(before, after);
      assert.deepEqual(delta ? applyDelta(before, copy(delta)) : before, after);
      assert.equal(deltaOf(after, copy(after)), null);
    }),
  );
});

test('a list that goes on and loses what came first is told by what is new', () => {
  const rows = Array.from({ length: 100 }, (_, t) => ({ t, value: t * 2 }));
  const delta = deltaOf(rows, [...rows.slice(3), { t: 100, value: 200 }]);
  assert.deepEqual(delta, { in: { 97: { set: { t: 100, value: 200 } } }, drop: 3, length: 98 });
});

test('what does not fit is refused', () => {
  const wrong: [Json, unknown][] = [
    [1, 'delta'],
    [{}, { in: 3 }],
    [{}, { in: {}, gone: 'a' }],
    [1, { in: { a: { set: 1 } } }],
    [{}, { in: {}, length: 0 }],
    [[1], { in: {}, length: 3 }],
    [[1], { in: { 5: { set: 1 } }, length: 2 }],
  ];
  for (const [before, delta] of wrong) assert.throws(() => applyDelta(before, delta), Error);
});
