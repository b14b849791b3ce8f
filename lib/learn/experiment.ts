import * as z from 'zod/mini';
import { sourceSchema } from './source';

const words = z.string().check(z.minLength(3));
const id = z.string().check(z.regex(/^[a-z][a-z0-9-]*$/));

/** What an experiment cannot do without: this server; the same server over TLS too. */
export const capabilities = ['server', 'tls'] as const;

/** The words of an experiment. What it measures, and what that says of the question, is in `lib/experiments`. */
export const experimentSchema = z.strictObject({
  id,
  /** Where its page is, if it shares one: the id of the experiment whose page that is. */
  page: z.optional(id),
  title: words,
  question: words,
  about: words,
  minutes: z.int().check(z.minimum(1), z.maximum(30)),
  needs: z.array(z.enum(capabilities)),
  /** Whether it is run in a window of its own. */
  window: z.boolean(),
  /** What can be expected, where that is asked before it is run. */
  guess: z.optional(z.array(z.string().check(z.regex(/^[\w .]{1,24}$/))).check(z.minLength(2))),
  /** Paragraphs. */
  why: z.array(words).check(z.minLength(1)),
  sources: z.array(sourceSchema).check(z.minLength(1)),
});

export type Experiment = z.infer<typeof experimentSchema>;

/** All experiments, in the order in which they are listed. Each id is there once, and each page. */
export const experimentsSchema = z.array(experimentSchema).check(
  z.refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
    error: 'two experiments have the same id',
  }),
  z.refine((all) => all.every(({ page }) => page === undefined || isPage(page, all)), {
    error: 'an experiment names a page that there is not',
  }),
);

function isPage(id: string, all: readonly Experiment[]): boolean {
  return all.some((experiment) => experiment.id === id && experiment.page === undefined);
}

/** Where an experiment is: its own page, or its place on that of another. */
export function pathOf({ id, page }: Pick<Experiment, 'id' | 'page'>): string {
  return page === undefined ? `/experiments/${id}` : `/experiments/${page}#${id}`;
}
