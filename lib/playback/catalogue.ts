import * as z from 'zod/mini';
import type { Scenario } from '@/lib/scenario/scenario';
import { fromQuery, toQuery } from '@/lib/scenario/url';
import { defaultView } from '@/lib/scenario/view';

/** Where a site keeps its recordings. */
export const RECORDINGS = '/recordings/';

/** What there is of them, in that folder. */
export const CATALOGUE = 'index.json';

/** The scenarios that were recorded, each as in an address, and the files of their recordings. */
export const catalogueSchema = z.array(
  z.object({ query: z.string(), file: z.string().check(z.regex(/^[\w-]+\.recording$/)) }),
);
export type Catalogue = z.infer<typeof catalogueSchema>;

/** The query string of a scenario. */
export function queryOf(scenario: Scenario): string {
  return toQuery({ scenario, view: defaultView });
}

/**
 * The recording of a scenario: of the very same one, or else of one that differs only in how long it lasts.
 *
 * @returns the name of its file, null where there is none
 */
export function recordingOf(catalogue: Catalogue, scenario: Scenario): string | null {
  const wanted = queryOf(scenario);
  const ofAnyLength = (query: string) => queryOf({ ...fromQuery(query).settings.scenario, length: 0 });
  const same = catalogue.find(({ query }) => query === wanted);
  const alike = catalogue.find(({ query }) => ofAnyLength(query) === queryOf({ ...scenario, length: 0 }));
  return (same ?? alike)?.file ?? null;
}
