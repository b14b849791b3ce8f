import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProgress, summaryOf } from './progress';

const done = { expected: 'One', measured: 'Two' };
const begun = { expected: 'One', measured: null };

test('what was kept is read again', () => {
  assert.deepEqual(readProgress(JSON.stringify({ sse: done, websocket: begun })), {
    sse: done,
    websocket: begun,
  });
});

test('what cannot be read counts as nothing', () => {
  for (const text of [null, '', '{', '[]', '7', '{"sse":7}', '{"sse":{"expected":1}}'])
    assert.deepEqual(readProgress(text), {}, String(text));
});

test('a lesson that was begun is the current one, else the first that is not done', () => {
  const ids = ['asking', 'sse', 'websocket'];
  assert.deepEqual(summaryOf({}, ids), { done: 0, current: 'asking' });
  assert.deepEqual(summaryOf({ asking: done }, ids), { done: 1, current: 'sse' });
  assert.deepEqual(summaryOf({ asking: done, websocket: begun }, ids), { done: 1, current: 'websocket' });
  assert.deepEqual(summaryOf({ asking: done, sse: done, websocket: done, gone: begun }, ids), {
    done: 3,
    current: null,
  });
});
