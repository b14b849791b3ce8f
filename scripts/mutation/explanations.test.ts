import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explanationOf, staleIn } from './explanations';
import { mutantsOf } from './mutants';
import type { Fate } from './trial';

const mutants = mutantsOf('file.ts', 'const a = b < c;\n  d.e();\n');
const [boundary, opposite, statement] = mutants;
const explained = { file: 'file.ts', line: 'const a = b < c;', what: ['< → <='], why: 'never equal' };
const fates = (...list: Fate[]) => new Map(mutants.map((mutant, i) => [mutant, list[i] ?? 'killed']));

test('a mutant is explained by its file, its line of code and what is changed in it, wherever the line stands', () => {
  assert.ok(boundary && opposite && statement);
  assert.equal(explanationOf(boundary, [explained]), 'never equal');
  assert.equal(explanationOf({ ...boundary, line: 99 }, [explained]), 'never equal');
  for (const other of [opposite, statement, { ...boundary, file: 'other.ts' }, { ...boundary, code: 'x' }])
    assert.equal(explanationOf(other, [explained]), undefined);
});

test('an explanation is stale if there is no such mutant, or if tests notice it', () => {
  assert.deepEqual(staleIn([explained], mutants, fates('survived')), []);
  assert.match(staleIn([explained], mutants, fates('killed'))[0] ?? '', /it is noticed$/);
  const gone = { ...explained, what: ['< → <=', '+ → -'] };
  assert.deepEqual(staleIn([gone], mutants, fates('survived')).length, 1);
  assert.match(staleIn([gone], mutants, fates('survived'))[0] ?? '', /\+ → -: there is no such mutant$/);
  // One that was not tried this time is not known to be noticed.
  assert.deepEqual(staleIn([explained], mutants, new Map()), []);
});
