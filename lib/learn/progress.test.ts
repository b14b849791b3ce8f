import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProgress } from './progress';

test('what was kept is read, and what cannot be read is no progress', () => {
  const kept = { asking: { expected: 'the same', measured: null } };
  assert.deepEqual(parseProgress(JSON.stringify(kept)), kept);
  for (const text of [null, '', '{', '[]', '{"asking":1}', '{"asking":{"expected":1,"measured":null}}'])
    assert.deepEqual(parseProgress(text), {}, String(text));
});
