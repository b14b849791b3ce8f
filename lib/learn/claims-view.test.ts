import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Claim } from './claim';
import { claimsForm, defaultClaimsView, foundOf } from './claims-view';

const claim = (number: number, group: Claim['group'], words: string): Claim => ({
  number,
  group,
  claim: words,
  verdict: 'half',
  correct: 'Put right',
  sources: [],
  noRun: 'It is about words',
});

const claims = [
  claim(19, 'long-polling', 'Long polling means fewer requests'),
  claim(21, 'long-polling', 'Each answer closes the connection'),
  claim(34, 'sse', 'One way'),
];

const numbers = (view: Partial<typeof defaultClaimsView>) =>
  foundOf(claims, { ...defaultClaimsView, ...view }).map(({ number }) => number);

test('claims are found by group, by words in any order, and by number', () => {
  assert.deepEqual(numbers({}), [19, 21, 34]);
  assert.deepEqual(numbers({ group: 'long-polling' }), [19, 21]);
  assert.deepEqual(numbers({ find: ' requests LONG ' }), [19]);
  assert.deepEqual(numbers({ find: '34' }), [34]);
  assert.deepEqual(numbers({ group: 'sse', find: 'requests' }), []);
});

test('what is shown stands in the address, and what cannot be used is said', () => {
  const view = { claim: 19, verdict: 'depends', group: 'sse', find: 'fewer & more', show: true } as const;
  assert.equal(claimsForm.toQuery(defaultClaimsView), '');
  assert.deepEqual(claimsForm.fromQuery(claimsForm.toQuery(view)), { settings: view, ignored: [] });
  const { settings, ignored } = claimsForm.fromQuery('claim=two&verdict=wrong');
  assert.deepEqual(settings, defaultClaimsView);
  assert.deepEqual(
    ignored.map(({ name }) => name),
    ['claim', 'verdict'],
  );
});
