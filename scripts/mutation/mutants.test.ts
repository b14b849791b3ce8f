import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mutantsOf } from './mutants';

const changes = (source: string) =>
  mutantsOf('file.ts', source).map(({ from, to, text }) => source.slice(0, from) + text + source.slice(to));

test('operators, boundaries, booleans, constants, conditions and statements are changed one at a time', () => {
  assert.deepEqual(changes('const a = b + c;'), ['const a = b - c;']);
  assert.deepEqual(changes('const a = b < c;'), ['const a = b <= c;', 'const a = b >= c;']);
  assert.deepEqual(changes('const a = true;'), ['const a = false;']);
  assert.deepEqual(changes('const a = 1_000;'), ['const a = 2000;']);
  assert.deepEqual(changes('const a = Math.min(b, c);'), ['const a = Math.max(b, c);']);
  assert.deepEqual(changes('  if (a) return;'), ['  if (true) return;', '  if (false) return;']);
  assert.deepEqual(changes('  this.a.clear();'), ['  ;']);
  assert.deepEqual(changes('  this.a = b;'), ['  ;']);
});

test('what is no code stays as it is, and lines are told', () => {
  const source = [
    "import { a } from './a-1';",
    '/** Less than 5 < 6. */',
    'interface A {',
    '  kind: 1;',
    '}',
    '// 3 + 4',
    "const text = 'a + 1';",
    'const pattern = /^1 < 2$/;',
    'const list: Map<string, A> = b;',
    'const c = (d) => d * e;',
  ].join('\n');
  assert.deepEqual(
    mutantsOf('file.ts', source).map(({ line, what }) => [line, what]),
    [[10, '* → /']],
  );
});
