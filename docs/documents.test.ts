import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { techniques } from '@/lib/techniques';
import { floorsOf } from '@/lint/floors.fixture';

const documents = [
  ...readdirSync('.').map(String),
  ...readdirSync('docs', { recursive: true }).map((path) => join('docs', String(path))),
].filter((path) => path.endsWith('.md'));

test('README and package.json name every technique', () => {
  const { description } = JSON.parse(readFileSync('package.json', 'utf8'));
  const readme = readFileSync('README.md', 'utf8');
  const [, opening = ''] = /^# .*\n\n([\s\S]*?)\n\n/.exec(readme) ?? [];
  for (const { name, path } of techniques) {
    assert.ok(description.toLowerCase().includes(name.toLowerCase()), `package.json: ${name}`);
    assert.ok(opening.toLowerCase().includes(name.toLowerCase()), `README.md, first paragraph: ${name}`);
    assert.ok(readme.includes(`/api/markets/<market>/${path}\``), `README.md: the address of ${name}`);
  }
});

test('the floors in the documents are those of the linter', () => {
  const architecture = readFileSync('docs/architecture.md', 'utf8');
  for (const house of ['lib', 'server'] as const) {
    const folders = floorsOf(house).filter((name) => readdirSync(house).includes(name));
    assert.ok(architecture.includes(folders.join(' → ')), `docs/architecture.md: ${folders.join(' → ')}`);
  }
});

test('every file and every command that a document names is there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const document of documents) {
    const text = readFileSync(document, 'utf8');
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      assert.ok(existsSync(join(dirname(document), link)), `${document}: ${link}`);
    }
    for (const [, path = ''] of text.matchAll(
      /`((?:app|components|docs|e2e|lib|lint|scripts|server)\/[\w./-]*)`/g,
    )) {
      assert.ok(existsSync(path), `${document}: ${path}`);
    }
    for (const [, command = ''] of text.matchAll(/npm run ([\w:-]+)/g)) {
      assert.ok(command in scripts, `${document}: npm run ${command}`);
    }
  }
});
