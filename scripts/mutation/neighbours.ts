import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folders whose code is mutated. */
export const folders = [
  'lib/measure',
  'lib/run',
  'lib/link',
  'server/link',
  'server/meter',
  'server/limits',
] as const;

/** Files in them that are not mutated, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  'lib/link/presets.ts': 'a table of figures with their sources: a test could only say it again',
  'lib/run/worker.ts': 'only a browser runs it: the tests in e2e/ notice',
};

const engine = ['server/channels/engine-commands.slow.test.ts', 'server/channels/engine.slow.test.ts'];

/** Tests that are about a file or a folder but stand elsewhere, by the beginning of its path. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  'lib/measure/histogram.ts': ['server/load/tally.test.ts'],
  'lib/measure/order-check.ts': ['server/load/tally.test.ts'],
  'lib/link': ['server/link/link.test.ts', 'lib/scenario/scenario.test.ts'],
  'lib/run/engine.ts': engine,
  'lib/run/market-client.ts': engine,
  'lib/run/run.ts': engine,
  'lib/run/lane.ts': engine,
  'lib/run/publishing.ts': engine,
  'lib/run/quotes.ts': engine,
  'lib/run/trade': ['server/techniques/trades.test.ts', ...engine],
  'server/meter': ['server/techniques/techniques.test.ts'],
  'server/limits/rate.ts': ['server/channels/control.test.ts'],
  'server/limits/errors.ts': ['server/channels/channel.test.ts'],
};

/** Files that only slow tests are about. */
const onlySlow = ['lib/run/engine.ts'];

/**
 * The tests that a mutant of a file is shown to: those beside it, and those elsewhere that are about it.
 *
 * @param fast leaves the slow ones out, unless there are no others
 */
export function testsFor(file: string, fast: boolean): string[] {
  const beside = readdirSync(dirname(file))
    .filter((name) => name.endsWith('.test.ts') && !name.includes('.long.'))
    .map((name) => join(dirname(file), name));
  const others = Object.entries(elsewhere).flatMap(([start, tests]) => (file.startsWith(start) ? tests : []));
  const withoutSlow = fast && !onlySlow.includes(file);
  return [...new Set([...beside, ...others])].filter((name) => !(withoutSlow && isSlow(name)));
}

/** Whether a test says by its name that it is about a file: `lane.test.ts`, `lane-states.test.ts` of `lane.ts`. */
export function isAbout(test: string, file: string): boolean {
  return [`${withoutEnding(file)}.`, `${withoutEnding(file)}-`].some((start) => test.startsWith(start));
}

function withoutEnding(file: string): string {
  return file.slice(0, -'.ts'.length);
}

export function isSlow(test: string): boolean {
  return test.includes('.slow.');
}

/** The files of a folder that are mutated. */
export function sourcesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(name))
    .map((name) => join(folder, name))
    .filter((file) => !(file in leftOut))
    .sort();
}
