import { readFileSync } from 'node:fs';

/** The floors that the linter knows, from top to bottom. */
export function floorsOf(house: 'lib' | 'server'): string[] {
  const [, names = ''] = /\$floors = " (.*) "/.exec(readFileSync(`lint/${house}.grit`, 'utf8')) ?? [];
  return names.split(' ');
}
