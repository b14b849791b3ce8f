import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_CHARACTERS } from './lesson';
import { lessonText } from './lesson.fixture';
import { fromFragment, toFragment } from './lesson-link';

test('a lesson goes through an address and comes back', async () => {
  for (const text of [lessonText, 'é – 価格 🙂', 'x'.repeat(MOST_CHARACTERS)]) {
    const fragment = await toFragment(text);
    assert.match(fragment, /^[\w-]+$/);
    assert.deepEqual(await fromFragment(`#${fragment}`), { text });
  }
});

test('what is no lesson is said to be none', async () => {
  const problemOf = async (fragment: string) => JSON.stringify(await fromFragment(fragment));
  assert.match(await problemOf(''), /has no lesson in it/);
  assert.match(await problemOf('#'), /has no lesson in it/);
  assert.match(await problemOf('#%%%'), /damaged/);
  assert.match(await problemOf('#abcd'), /damaged/);
  assert.match(await problemOf((await toFragment(lessonText)).slice(0, -40)), /damaged/);
  assert.match(await problemOf('x'.repeat(50_000)), /too long/);
  // A megabyte in a thousand letters.
  assert.match(await problemOf(await toFragment('x'.repeat(1_000_000))), /too long/);
});
