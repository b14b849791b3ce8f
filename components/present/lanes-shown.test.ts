import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lanesShown } from './lanes-shown';

const shown = (on: string, brought: string) => lanesShown([...on], [...brought]).join('');

test('as many lanes as there is room for are shown, in their order', () => {
  assert.equal(shown('abc', ''), 'abc');
  assert.equal(shown('abcdefgh', ''), 'abcde');
});

test('one that is brought takes the place of another, and the newest stay', () => {
  assert.equal(shown('abcdefgh', 'g'), 'abcdg');
  assert.equal(shown('abcdefgh', 'gf'), 'abcfg');
  assert.equal(shown('abcdefgh', 'gfhed'), 'defgh');
  assert.equal(shown('abcdefgh', 'gfheda'), 'adefh');
  assert.equal(shown('abcdefgh', 'c'), 'abcde');
});

test('one that does not run any more takes no place', () => {
  assert.equal(shown('abcdef', 'zf'), 'abcdf');
  assert.equal(shown('abcde', 'z'), 'abcde');
});
