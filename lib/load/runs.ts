import * as z from 'zod/mini';
import { formatCountOf, formatNumber } from '@/lib/figures/format';
import { type TechniqueId, techniqueIds } from '@/lib/techniques';
import { standardSettings } from '@/lib/techniques/settings';
import { isSound } from './failure';
import { labSchema } from './lab';
import type { LoadResult, Outcome } from './result';
import { loadResultSchema, machineSchema, unmeasuredSchema } from './result-schema';

/** A job's results, with all it takes to repeat it. `startedAt` is ms since 1970 of the browser's clock. */
export const runSchema = z.object({
  id: z.int().check(z.minimum(1)),
  startedAt: z.number(),
  lab: labSchema,
  machine: machineSchema,
  results: z.array(loadResultSchema),
  /** Loads that could not be started. */
  unmeasured: z._default(z.array(unmeasuredSchema), []),
  /** null while it runs. */
  end: z.nullable(
    z.object({ reason: z.enum(['done', 'stopped', 'failed']), message: z.nullable(z.string()) }),
  ),
});
export type LoadRun = z.infer<typeof runSchema>;

/** The page keeps so many runs. */
export const MOST_RUNS = 20;

/** The runs with another one, without the oldest of too many. */
export function withRun(runs: readonly LoadRun[], run: LoadRun): LoadRun[] {
  return [...runs, run].slice(-MOST_RUNS);
}

/** The number of the next run. */
export function nextId(runs: readonly LoadRun[]): number {
  return Math.max(0, ...runs.map(({ id }) => id)) + 1;
}

/** A run that was stored before a technique had a setting was measured with what is its standard now. */
const withStandards = (key: string, value: unknown) =>
  (key === 'lab' || key === 'load') && typeof value === 'object' ? { ...standardSettings, ...value } : value;

/**
 * Runs as the page stored them. Text that is none, or from another version of the page, gives no runs.
 * A run that was not over was ended by the page's going away.
 */
export function readRuns(text: string | null): LoadRun[] {
  if (text === null) return [];
  try {
    const runs = z.array(runSchema).parse(JSON.parse(text, withStandards));
    return runs
      .filter((run) => outcomesOf(run).length > 0)
      .map((run) => (run.end ? run : { ...run, end: { reason: 'stopped', message: 'The page was left.' } }));
  } catch {
    return [];
  }
}

/** All that came of a run's loads. */
export function outcomesOf({ results, unmeasured }: Pick<LoadRun, 'results' | 'unmeasured'>): Outcome[] {
  return [...results, ...unmeasured];
}

/** The numbers of clients that a run has measured, ascending. */
export function clientsOf({ results }: Pick<LoadRun, 'results'>): number[] {
  return [...new Set(results.map(({ load }) => load.clients))].sort((a, b) => a - b);
}

/** The techniques that a run has measured, in the order of the registry. */
export function techniquesOf({ results }: Pick<LoadRun, 'results'>): TechniqueId[] {
  return techniqueIds.filter((id) => results.some(({ load }) => load.technique === id));
}

/**
 * The results of a run with so many clients, or with the next fewer where it has none, or else with the fewest: one
 * for each technique, and all with the same number, so that they can be compared.
 */
export function resultsWith(run: Pick<LoadRun, 'results'>, clients: number): LoadResult[] {
  const counts = clientsOf(run);
  const count = counts.findLast((measured) => measured <= clients) ?? counts[0];
  return techniqueIds.flatMap((id) =>
    run.results.filter(({ load }) => load.technique === id && load.clients === count).slice(0, 1),
  );
}

/** The result of each technique with most clients, of those that did not fail. */
export function largestResults({ results }: Pick<LoadRun, 'results'>): LoadResult[] {
  return techniqueIds.flatMap((id) =>
    results
      .filter((result) => result.load.technique === id && isSound(result))
      .sort((a, b) => b.load.clients - a.load.clients)
      .slice(0, 1),
  );
}

/** The largest number of clients with which all techniques of a run are measured; a job may be on its way to more. */
export function mostClientsOfAll(run: Pick<LoadRun, 'results'>): number {
  const counts = clientsOf(run);
  const all = techniquesOf(run).length;
  return counts.findLast((count) => resultsWith(run, count).length === all) ?? counts.at(-1) ?? 1;
}

/** What a run measured, in a few words: 1 to 500 clients, 10 ticks/s, 3 s each. */
export function describeRun(run: LoadRun): string {
  const { rate, seconds, padding, clients, growth } = run.lab;
  return [
    `${growth && clients > 1 ? '1 to ' : ''}${formatCountOf(clients, 'client')}`,
    `${formatCountOf(rate, 'tick')}/s`,
    ...(padding > 0 ? [`${padding.toLocaleString('en-US')} B padding`] : []),
    `${trim(seconds)} s each`,
  ].join(', ');
}

const trim = (value: number) => (Number.isInteger(value) ? String(value) : formatNumber(value));
