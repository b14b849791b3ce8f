import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folders whose code is mutated. */
export const folders = ['lib/measure', 'lib/run', 'server/link', 'server/meter', 'server/limits'] as const;

/** Tests that are about a file or a folder but stand elsewhere, by the beginning of its path. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  'lib/measure/histogram.ts': ['server/load/tally.test.ts'],
  'lib/measure/order-check.ts': ['server/load/tally.test.ts'],
  'server/meter': ['server/techniques/techniques.test.ts'],
  'server/limits/rate.ts': ['server/channels/control.test.ts'],
  'server/limits/errors.ts': ['server/channels/channel.test.ts'],
};

/**
 * The tests that a mutant of a file is shown to: quick ones first, as the first that fails ends it.
 *
 * @param fast leaves the slow ones out
 */
export function testsFor(file: string, fast: boolean): string[] {
  const beside = readdirSync(dirname(file))
    .filter((name) => name.endsWith('.test.ts') && !name.includes('.long.'))
    .map((name) => join(dirname(file), name));
  const others = Object.entries(elsewhere).flatMap(([start, tests]) => (file.startsWith(start) ? tests : []));
  const isSlow = (name: string) => Number(name.includes('.slow.'));
  return [...new Set([...beside, ...others])]
    .filter((name) => !(fast && isSlow(name)))
    .sort((one, other) => isSlow(one) - isSlow(other));
}

/** The files of a folder that are mutated. */
export function sourcesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(name))
    .map((name) => join(folder, name))
    .sort();
}
