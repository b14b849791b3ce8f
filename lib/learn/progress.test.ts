import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doneIn, lockedIn, nextOf, parseProgress } from './progress';

test('what was kept is read, and what cannot be read is no progress', () => {
  const kept = { asking: { expected: 'the same', measured: null } };
  assert.deepEqual(parseProgress(JSON.stringify(kept)), kept);
  for (const text of [null, '', '{', '[]', '{"asking":1}', '{"asking":{"expected":1,"measured":null}}'])
    assert.deepEqual(parseProgress(text), {}, String(text));
});

test('a guess that was locked is one to go on with, until there is something measured', () => {
  const kept = parseProgress('{"a":{"expected":"x","measured":"y"},"c":{"expected":"half"}}');
  assert.deepEqual(doneIn(kept, 'a'), { expected: 'x', measured: 'y' });
  assert.deepEqual(
    [lockedIn(kept, 'a'), lockedIn(kept, 'b'), lockedIn(kept, 'c')],
    [undefined, undefined, 'half'],
  );
  assert.deepEqual([doneIn(kept, 'b'), doneIn(kept, 'c')], [undefined, undefined]);
  assert.equal(nextOf(['a', 'b', 'c'], kept), 'c');
  assert.equal(nextOf(['a', 'b'], kept), 'b');
  assert.equal(nextOf(['a'], kept), undefined);
});
