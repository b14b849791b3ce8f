import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { floorsOf } from './floors.fixture';

const biome = resolve('node_modules/@biomejs/biome/bin/biome');

/** Lints files of these contents by the rules of this repository. @returns the paths of those it objects to */
function objectedTo(files: Map<string, string>): Set<string> {
  const root = mkdtempSync(join(tmpdir(), 'floors-'));
  try {
    for (const path of ['biome.json', 'lint', 'package.json', 'tsconfig.json', '.gitignore']) {
      cpSync(path, join(root, path), { recursive: true });
    }
    for (const [path, content] of files) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    const { stdout } = spawnSync(
      process.execPath,
      [biome, 'lint', '--reporter=json', '--max-diagnostics=none', ...new Set([...files.keys()].map(topOf))],
      { cwd: root, encoding: 'utf8' },
    );
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { location: { path: string } }[] };
    return new Set(diagnostics.map(({ location }) => location.path));
  } finally {
    rmSync(root, { recursive: true });
  }
}

const topOf = (path: string) => path.split('/')[0] ?? path;

for (const house of ['lib', 'server'] as const) {
  const order = floorsOf(house);

  test(`every folder of ${house}/ has a floor, and every floor is there`, () => {
    const entries = readdirSync(house, { withFileTypes: true })
      .filter(({ name }) => !['testing', 'conformance'].includes(name) && !/\.test\.ts$/.test(name))
      .map(({ name }) => name.replace(/\.ts$/, ''));
    assert.deepEqual([...order].sort(), entries.sort());
  });

  test(`in ${house}/ every import that goes up is an error, and none that goes down`, () => {
    const folders = order.filter((name) => readdirSync(house).includes(name));
    assert.ok(folders.length > 5);
    const up = new Set<string>();
    const files = new Map<string, string>();
    for (const from of folders) {
      for (const to of order) {
        if (from === to) continue;
        for (const [way, content] of Object.entries({
          alias: `import { x } from '@/${house}/${to}/x';\n\nexport const y = x;\n`,
          relative: `export type { X } from '../${to}';\n`,
          later: `export const later = () => import('../${to}/x');\n`,
          type: `export type X = import('@/${house}/${to}/x').X;\n`,
        })) {
          const path = `${house}/${from}/${to}-${way}.ts`;
          files.set(path, content);
          if (order.indexOf(to) < order.indexOf(from)) up.add(path);
        }
      }
    }
    assert.deepEqual([...objectedTo(files)].sort(), [...up].sort());
  });
}

test('between the houses imports go down too, and lib/ knows neither React nor Node', () => {
  const wrong = {
    'app/server.ts': '@/server/config',
    'components/run/server.ts': '@/server/config',
    'components/run/app.ts': '../../app/page',
    'components/run/scripts.ts': '@/scripts/stop-on-signal',
    'lib/run/react.ts': 'react',
    'lib/run/whole-zod.ts': 'zod',
    'lib/run/next.ts': 'next/link',
    'lib/run/node.ts': 'node:fs',
    'lib/run/components.ts': '@/components/run/playground',
    'lib/techniques/sse/server.ts': '../../../server/techniques/sse',
    'lib/run/scripts.test.ts': '@/scripts/stop-on-signal',
    'server/main.ts': '@/scripts/stop-on-signal',
    'server/feed/components.ts': '@/components/run/playground',
    'server/feed/testing.ts': '../testing/server',
    'server/feed/scripts.test.ts': '../../scripts/stop-on-signal',
    'server/testing/scripts.ts': '@/scripts/stop-on-signal',
  };
  const right = {
    'app/components.ts': '@/components/run/playground',
    'components/run/lib.ts': '@/lib/run/engine',
    'lib/run/zod.ts': 'zod/mini',
    'lib/market/upwards.test.ts': '@/lib/run/engine',
    'lib/market/node.test.ts': 'node:test',
    'server/feed/lib.ts': '@/lib/run/engine',
    'server/feed/upwards.test.ts': '../testing/server',
    'scripts/server.ts': '@/server/config',
  };
  const files = Object.entries({ ...wrong, ...right }).map(
    ([path, source]) => [path, `export * as x from '${source}';\n`] as const,
  );
  assert.deepEqual([...objectedTo(new Map(files))].sort(), Object.keys(wrong).sort());
});

test('files that import each other are an error, even for their types', () => {
  const circle = new Map([
    ['lib/run/egg.ts', "import type { Hen } from '@/lib/run/hen';\n\nexport type Egg = { from: Hen };\n"],
    ['lib/run/hen.ts', "import type { Egg } from './egg';\n\nexport type Hen = { from: Egg };\n"],
    ['lib/run/farm.ts', "import type { Hen } from './hen';\n\nexport type Farm = { hens: Hen[] };\n"],
  ]);
  assert.deepEqual([...objectedTo(circle)].sort(), ['lib/run/egg.ts', 'lib/run/hen.ts']);
});
