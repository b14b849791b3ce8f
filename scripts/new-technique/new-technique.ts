import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { techniques } from '@/lib/techniques';

/** What a template says of the technique, in double braces. */
interface Words {
  id: string;
  name: string;
  /** What its halves are called where they are imported. */
  variable: string;
  dash: string;
}

/** A line of a registry: what is imported, and the list that it stands in. */
interface Registry {
  file: string;
  imported(words: Words): string;
  /** The list, up to where it ends. */
  list: RegExp;
  entry(words: Words): string;
}

const registries: readonly Registry[] = [
  {
    file: 'lib/techniques/index.ts',
    imported: ({ id, variable }) => `import { about as ${variable} } from './${id}/about';`,
    list: /const techniques = \[[^\]]*/,
    entry: ({ variable }) => variable,
  },
  {
    file: 'lib/techniques/clients.ts',
    imported: ({ id, variable }) => `import { ${variable} } from './${id}/client';`,
    list: /const clients: [^=]* = \{[^}]*/,
    entry: ({ id, variable }) => `'${id}': ${variable}`,
  },
  {
    file: 'lib/techniques/dialects.ts',
    imported: ({ id, variable }) => `import { dialect as ${variable} } from './${id}/dialect';`,
    list: /const dialects: [^=]* = \{[^}]*/,
    entry: ({ id, variable }) => `'${id}': ${variable}`,
  },
  {
    file: 'server/techniques/index.ts',
    imported: ({ id, variable }) => `import ${variable} from './${id}';`,
    list: /const halves: [^=]* = \{[^}]*/,
    entry: ({ id, variable }) => `'${id}': ${variable}`,
  },
];

/**
 * Makes the files of a technique that works, a line of JSON for each tick, and enters it in the registries.
 *
 * @param root of the project
 * @returns the files that were made or changed
 * @throws Error where the id cannot be used
 */
export function newTechnique(root: string, id: string): string[] {
  checkId(root, id);
  const words = wordsFor(id);
  const made = filesOf(id);
  for (const [file, template] of made) {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, fill(readFileSync(join(__dirname, 'templates', template), 'utf8'), words));
  }
  for (const registry of registries) enter(join(root, registry.file), registry, words);
  const all = [...made.map(([file]) => file), ...registries.map(({ file }) => file)];
  tidy(root, all);
  return all;
}

/** The files of a technique, each with its template. */
function filesOf(id: string): [file: string, template: string][] {
  return [
    [`lib/techniques/${id}/about.ts`, 'about.ts.txt'],
    [`lib/techniques/${id}/client.ts`, 'client.ts.txt'],
    [`lib/techniques/${id}/dialect.ts`, 'dialect.ts.txt'],
    [`server/techniques/${id}.ts`, 'server.ts.txt'],
  ];
}

function checkId(root: string, id: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))
    throw new Error(
      `"${id}" is no id: it has small letters, digits, and hyphens between words, as in long-polling`,
    );
  const taken = [
    `lib/techniques/${id}`,
    `lib/techniques/${id}.ts`,
    `server/techniques/${id}`,
    `server/techniques/${id}.ts`,
  ].find((path) => existsSync(join(root, path)));
  if (taken) throw new Error(`"${id}" is taken: there is ${taken}`);
}

function wordsFor(id: string): Words {
  const text = id.replaceAll('-', ' ');
  return {
    id,
    name: text.charAt(0).toUpperCase() + text.slice(1),
    variable: id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
    dash: newDash(),
  };
}

/** A dash that no other technique has: a long stroke, and as many dots as it takes. */
function newDash(): string {
  const taken = new Set<string>(techniques.map(({ dash }) => dash));
  let dash = '10 3 1 3';
  while (taken.has(dash)) dash += ' 1 3';
  return dash;
}

function fill(template: string, words: Words): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: keyof Words) => words[name]);
}

function enter(path: string, { imported, list, entry }: Registry, words: Words): void {
  const text = readFileSync(path, 'utf8');
  if (!list.test(text)) throw new Error(`${path} has no list that looks like ${list}`);
  writeFileSync(
    path,
    `${imported(words)}\n${text.replace(list, (found) => `${found.replace(/,?\s*$/, '')}, ${entry(words)}`)}`,
  );
}

/** Imports in their order, and lines of the right length. */
function tidy(root: string, files: readonly string[]): void {
  const biome = join(root, 'node_modules/.bin/biome');
  const { status, stdout, stderr } = spawnSync(biome, ['check', '--write', ...files], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`biome does not like what was made:\n${stdout}${stderr}`);
}
