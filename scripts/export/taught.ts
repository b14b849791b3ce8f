import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Scenario } from '@/lib/scenario/scenario';
import { fromQuery } from '@/lib/scenario/url';

const CONTENT = 'content/en';

/** A run that a text asks for without saying how long it is, s. */
const STANDARD_LENGTH = 20;

/** A longer run is recorded only so far, s. */
const LONGEST = 60;

/** What teaches by runs, each a file or a folder of files. */
export const taught = { lessons: 'lessons', claims: 'claims.yaml', interview: 'interview.yaml' } as const;

/** The scenarios that a part of what teaches asks for, in its order. */
export function scenariosOf(part: keyof typeof taught): Scenario[] {
  return filesIn(join(CONTENT, taught[part]))
    .flatMap((file) => addressesIn(parse(settingsOf(readFileSync(file, 'utf8')))))
    .map((address) => fromQuery(address.replace(/^\/?\??/, '')).settings.scenario)
    .map((scenario) => ({ ...scenario, length: Math.min(scenario.length || STANDARD_LENGTH, LONGEST) }));
}

function filesIn(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats ? [path] : [];
  const names = readdirSync(path).sort();
  return names.filter((name) => name.endsWith('.md')).map((name) => join(path, name));
}

/** The YAML of a text: all of it, or what stands between two lines of three dashes. */
function settingsOf(text: string): string {
  return /^---\n(.*?)^---$/ms.exec(text)?.[1] ?? text;
}

/** All that stands under `runs` or `address`, and is an address of the playground. */
function addressesIn(value: unknown, isAddress = false): string[] {
  if (typeof value === 'string') return isAddress && /^(?:\/?\?)?[a-z]+=/i.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((entry) => addressesIn(entry, isAddress));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    addressesIn(entry, key === 'runs' || key === 'address'),
  );
}
