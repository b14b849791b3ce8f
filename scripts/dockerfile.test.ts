import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { instructions } from './dockerfile.fixture';

const all = instructions('Dockerfile');
const of = (word: string) => all.filter(([one]) => one === word).map(([, rest]) => rest);

test('an image is of the version of Node that is developed with', () => {
  const version = readFileSync('.nvmrc', 'utf8').trim();
  for (const base of of('FROM')) assert.ok(base.startsWith(`node:${version}-`), base);
});

test('what runs is not root, and is looked after', () => {
  const last = all.slice(all.findLastIndex(([word]) => word === 'FROM')).map(([word]) => word);
  assert.deepEqual(of('USER'), ['node']);
  for (const word of ['USER', 'HEALTHCHECK', 'CMD']) assert.ok(last.includes(word), word);
});

test('everything that is copied is there, and is let in', () => {
  const [first, ...others] = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  assert.equal(first, '*');
  const letIn = others.map((line) => line.replace('!', ''));
  for (const copy of of('COPY').filter((rest) => !rest.startsWith('--from'))) {
    for (const path of copy.split(' ').slice(0, -1)) {
      assert.ok(existsSync(path), path);
      assert.ok(letIn.includes(path.split('/')[0] ?? ''), path);
    }
  }
  for (const path of letIn) assert.ok(existsSync(path), path);
});
