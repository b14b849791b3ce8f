import * as z from 'zod/mini';
import { scoreGroups } from '@/lib/run/score-rows';
import { defaultSetup, fromQuery, toQuery } from '@/lib/scenario/url';
import { techniqueIds } from '@/lib/techniques';
import type { SegmentSeen } from '@/lib/verdict/seen';

const text = z.string().check(z.minLength(3));

/** The words of the sheet, and what runs to fill in its figures. */
export const cheatSheetSchema = z.strictObject({
  run: text.check(
    z.refine((query) => fromQuery(query).ignored.length === 0, 'has settings that are not allowed'),
  ),
  sections: z.array(z.strictObject({ title: text, points: z.array(text).check(z.minLength(1)) })),
});

export type CheatSheetText = z.infer<typeof cheatSheetSchema>;

/** The figures that stand on the sheet. */
const keys = ['latency_p50', 'latency_p99', 'requests', 'empty', 'connections', 'bytes_per_tick'];
export const sheetRows = scoreGroups
  .flatMap(({ rows }) => rows)
  .filter(({ figure }) => keys.includes(figure.key));

const keptRunSchema = z.strictObject({
  /** When it was over. */
  at: z.iso.datetime(),
  /** Its settings, as in an address. */
  query: z.string(),
  /** How many prices all lanes had. */
  prices: z.int().check(z.minimum(0)),
  /** By technique, by figure: in its unit, null where there was none. */
  values: z.partialRecord(z.enum(techniqueIds), z.record(z.string(), z.nullable(z.number()))),
});

/** What is remembered of the run that was measured last. */
export type KeptRun = z.infer<typeof keptRunSchema>;

/** What the sheet says of a run. */
export function keptRunOf(seen: SegmentSeen, at: Date): KeptRun {
  const { settings, lanes } = seen;
  return {
    at: at.toISOString(),
    query: toQuery({ scenario: settings, view: defaultSetup.view }),
    prices: Math.min(...lanes.map(({ figures }) => figures.order.received)),
    values: Object.fromEntries(
      lanes.map((lane) => [
        lane.id,
        Object.fromEntries(sheetRows.map(({ figure }) => [figure.key, figure.value(lane)])),
      ]),
    ),
  };
}

/** Reads what was kept. @returns null where it is not what this program writes */
export function readKeptRun(text: string | null): KeptRun | null {
  try {
    const read = keptRunSchema.safeParse(JSON.parse(text ?? ''));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
