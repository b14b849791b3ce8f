import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Results, resultsForm, type VersionCosts, versionsInWords } from './http-versions';

const one: VersionCosts = {
  poll: { http: 741, below: 0 },
  event: { http: 90.4, below: 0 },
};
const two: VersionCosts = {
  poll: { http: 98.9, below: 66.1 },
  event: { http: 90.8, below: 23 },
};
const both: Results = { 'http/1.1': one, h2: two };

test('results travel in an address', () => {
  const query = resultsForm.toQuery(both);
  assert.deepEqual(resultsForm.fromQuery(query), { settings: both, ignored: [] });
  assert.deepEqual(resultsForm.fromQuery('').settings, {});
  assert.equal(resultsForm.fromQuery('http1=741').ignored.length, 1);
});

test('with one result nothing is compared', () => {
  assert.deepEqual(versionsInWords({ h2: two }), []);
});

test('what is less and what is more is told from the figures', () => {
  assert.deepEqual(
    versionsInWords(both).map((sentence) => sentence.replaceAll('\u00a0', ' ')),
    [
      'An empty poll took 741 B over HTTP/1.1 and 165 B over HTTP/2: 4.5 times less.',
      'An event of SSE took 90.4 B over HTTP/1.1 and 114 B over HTTP/2: 1.3 times more.',
    ],
  );
});

test('a difference that is small is none', () => {
  for (const sentence of versionsInWords({ 'http/1.1': one, h2: one }))
    assert.match(sentence, /about the same\.$/);
});
