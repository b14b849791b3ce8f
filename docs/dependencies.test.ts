import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** Packages that would run something while they are installed, and are known to do without. */
const KNOWN = ['node_modules/esbuild'];

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

test('every package is justified in docs/dependencies.md, and no other', () => {
  const { dependencies, devDependencies } = json('package.json');
  const text = readFileSync('docs/dependencies.md', 'utf8');
  const justified = [...text.matchAll(/^\| `([^`]+)` \| .{4,} \|$/gm)].map(([, name]) => name);
  assert.deepEqual(justified.sort(), Object.keys({ ...dependencies, ...devDependencies }).sort());
});

test('no package runs anything while it is installed, and a new one that would is noticed', () => {
  assert.match(readFileSync('.npmrc', 'utf8'), /^ignore-scripts=true$/m);
  const packages: [string, { hasInstallScript?: boolean }][] = Object.entries(
    json('package-lock.json').packages,
  );
  assert.ok(packages.length > 100);
  const scripted = packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([name]) => name);
  assert.deepEqual(scripted, KNOWN);
});
