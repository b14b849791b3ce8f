import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knownCases } from './cases';
import { bestOf, rank } from './score';

test('there are twenty cases, each of its own', () => {
  assert.equal(knownCases.length, 20);
  assert.equal(new Set(knownCases.map(({ id }) => id)).size, 20);
  assert.equal(new Set(knownCases.map(({ answers }) => JSON.stringify(answers))).size, 20);
});

for (const { id, answers, first, because, tempting } of knownCases) {
  test(`${id}: ${first.join(' or ')}`, () => {
    const ranking = rank(answers);
    const best = bestOf(ranking);
    assert.deepEqual(best.map(({ candidate }) => candidate).sort(), [...first].sort());
    const given = best.flatMap((entry) => entry.given.map(({ reason }) => reason));
    for (const reason of because)
      assert.ok(given.includes(reason), `${reason} is not among ${given.join(', ')}`);
    const other = ranking.find(({ candidate }) => candidate === tempting.candidate);
    const against = other?.given.filter(({ grade }) => grade !== 'good').map(({ reason }) => reason);
    assert.ok(against?.includes(tempting.reason), `${tempting.reason} is not among ${against?.join(', ')}`);
  });
}
