import * as z from 'zod/mini';
import { scenarioSchema } from '@/lib/scenario/scenario';
import {
  amount,
  comparisonsSchema,
  faultMarkSchema,
  figuresSchema,
  inOrder,
  interruptionSchema,
  ms,
  techniqueSchema,
  times,
} from './figures-schema';

/** What a file says that it is, so that others are told apart. */
export const SAVED_FORMAT = 'realtime-playground-run';

/** Counted up when a file of before could no longer be read rightly. */
export const SAVED_VERSION = 1;

const date = z.iso.datetime('has to be a date, such as 2026-03-04T05:06:07Z');

/** Of each technique that had something to show, what was measured, and what it takes to tell it from others. */
const measured = {
  techniques: z.partialRecord(techniqueSchema, figuresSchema),
  comparisons: z.partialRecord(techniqueSchema, comparisonsSchema),
};

const segment = z
  .object({
    ...times,
    /** A setting that there was not yet when the run was saved is missing. */
    settings: z.partial(scenarioSchema),
    ...measured,
  })
  .check(
    inOrder,
    z.refine(
      ({ techniques, comparisons }) => Object.keys(techniques).join() === Object.keys(comparisons).join(),
      'has other techniques in its figures than in its comparisons',
    ),
  );

/** A run as the JSON export writes it. */
export const savedRunSchema = z.object({
  format: z.literal(SAVED_FORMAT),
  formatVersion: z.literal(SAVED_VERSION),
  /** When it was saved. */
  date,
  /** Leads to the settings of the run. */
  link: z.url({ protocol: /^https?$/, error: 'has to be the address of a page' }),
  /** Of the program. */
  version: z.string(),
  userAgent: z.string(),
  scenario: z.partial(scenarioSchema),
  run: z.object({
    startedAt: z.nullable(date),
    seconds: amount,
    /** Seconds; null where it was saved while they lasted. */
    firstMoments: z.nullable(amount),
    clockUncertaintyMs: ms,
    noiseFloorMs: ms,
    interruptions: z.array(interruptionSchema),
    faults: z.array(faultMarkSchema),
    notices: z.array(z.string()),
  }),
  /** Those of the last segment. */
  ...measured,
  segments: z.array(segment).check(
    z.minLength(1, 'has to have one segment at least'),
    z.refine(
      (all) => all.every(({ from }, i) => from >= (all[i - 1]?.to ?? 0)),
      'has segments that are not in the order of time',
    ),
  ),
});
export type SavedRun = z.output<typeof savedRunSchema>;
export type SavedSegment = SavedRun['segments'][number];
