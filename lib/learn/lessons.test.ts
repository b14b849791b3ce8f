import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseLesson } from './lesson';

const folder = 'content/en/lessons';

for (const name of readdirSync(folder).filter((file) => file.endsWith('.md'))) {
  test(`${name} can be read, and each run of it has exactly one measured choice`, () => {
    const read = parseLesson(readFileSync(`${folder}/${name}`, 'utf8'));
    assert.deepEqual('problems' in read ? read.problems : [], []);
    if ('problems' in read) return;
    assert.equal(read.lesson.id, name.replace(/^\d+-|\.md$/g, ''));
  });
}

test('the example is a lesson, and the guide shows it as it is', () => {
  const example = readFileSync('content/en/example-lesson.md', 'utf8');
  const read = parseLesson(example);
  assert.deepEqual('problems' in read ? read.problems : [], []);
  assert.ok(readFileSync('docs/writing-a-lesson.md', 'utf8').includes(`\`\`\`markdown\n${example}\`\`\``));
});
