import * as z from 'zod/mini';
import { type Figure, figure } from '@/lib/figures/figure';
import { formatIn } from '@/lib/figures/unit';
import { type TechniqueId, techniqueIds, techniqueOf } from '@/lib/techniques';
import { failed, type SeenLane, type SegmentSeen } from '@/lib/verdict/seen';
import { hasWords, type Looked } from './reference';

/** Each run lasts so long, s: enough for twenty prices and more at five a second. */
const LENGTH = 10;

/** The run with news, and the quiet one: the addresses of their scenarios. */
export const measuredRuns: readonly string[] = [5, 0.1].map(
  (rate) => `techniques=${techniqueIds.join(',')}&rate=${rate}&length=${LENGTH}`,
);

/** How long they take together, s. */
export const MEASURED_SECONDS = measuredRuns.length * LENGTH;

/** A row of what was measured here, and of which run it is. */
export interface MeasuredRow {
  run: number;
  figure: Figure<SeenLane>;
}

const news = 'with 5 prices a second for 10 s';
const quiet = 'with a price every 10 s, for 10 s';

/** What is measured here, a row each. */
export const measuredRows: readonly MeasuredRow[] = [
  {
    run: 0,
    figure: figure(
      'latency_p50',
      'Typical latency',
      'ms',
      ({ figures }) => figures.latency.p50,
      `Half of the prices were on the screen within this time (p50), ${news}.`,
    ),
  },
  {
    run: 0,
    figure: figure(
      'bytes_per_tick',
      'Bytes per price',
      'B',
      ({ figures }) => figures.bytesPerTick,
      `Bytes both ways but those of handshakes, for each price, ${news}.`,
    ),
  },
  {
    run: 0,
    figure: figure(
      'requests',
      'Requests',
      'count',
      ({ figures }) => figures.requests,
      `Requests that the server received, ${news}.`,
    ),
  },
  {
    run: 1,
    figure: figure(
      'quiet_bytes',
      'Bytes with hardly any news',
      'B',
      ({ figures }) => figures.bytes - figures.handshakesUp - figures.handshakesDown,
      `Bytes both ways but those of handshakes, ${quiet}: what asking and heartbeats take.`,
    ),
  },
  {
    run: 1,
    figure: figure(
      'empty',
      'Answers without news',
      'count',
      ({ figures }) => figures.empty,
      `Answers that brought no price (empty), ${quiet}.`,
    ),
  },
  {
    run: 1,
    figure: figure(
      'exchange_bytes',
      'Question and answer',
      'B',
      ({ id, figures }) =>
        techniqueOf(id).traits.asks === 'once' || figures.requests === 0
          ? null
          : figures.bytes / figures.requests,
      `Bytes both ways for each request, ${quiet}; nearly all answers were without news.`,
    ),
  },
];

/** The group of the reference that these rows are. */
export const MEASURED = 'measured';

/** Those of the rows that are looked at. */
export function measuredRowsLookedAt({ group, sought }: Pick<Looked, 'group' | 'sought'>): MeasuredRow[] {
  if (group !== 'all' && group !== MEASURED) return [];
  return measuredRows.filter(({ figure: { label, meaning } }) => hasWords(`${label} ${meaning}`, sought));
}

/** What was measured on this machine, as the browser keeps it. */
const measuredHereSchema = z.strictObject({
  /** ms since 1970. */
  at: z.number().check(z.positive()),
  runs: z.array(z.string()),
  /** By technique, then by row; null where there is none. */
  figures: z.record(z.string(), z.record(z.string(), z.nullable(z.number()))),
  /** Why nothing can be said of a technique. */
  failures: z.record(z.string(), z.string()),
});

export type MeasuredHere = z.infer<typeof measuredHereSchema>;

/** What to keep of the runs, which ended at `at` (ms since 1970). */
export function measuredFrom(results: readonly SegmentSeen[], at: number): MeasuredHere {
  const figures: MeasuredHere['figures'] = {};
  const failures: MeasuredHere['failures'] = {};
  for (const id of techniqueIds) {
    const lanes = results.map(({ lanes: all }) => all.find((lane) => lane.id === id));
    const failure = lanes.flatMap((lane) => (lane ? (failed(lane) ?? []) : []))[0];
    if (failure) failures[id] = failure;
    figures[id] = Object.fromEntries(
      measuredRows.map(({ run, figure: { key, value } }) => {
        const lane = lanes[run];
        return [key, lane && !failure ? value(lane) : null];
      }),
    );
  }
  return { at, runs: [...measuredRuns], figures, failures };
}

/** What was kept; null where there is nothing, or nothing of these runs. */
export function readMeasured(text: string | null): MeasuredHere | null {
  if (text === null) return null;
  try {
    const { success, data } = measuredHereSchema.safeParse(JSON.parse(text));
    return success && data.runs.join() === measuredRuns.join() ? data : null;
  } catch {
    return null;
  }
}

/** A figure in words, or what stands where there is none. */
export function measuredInWords(
  measured: MeasuredHere | null,
  technique: TechniqueId | null,
  { key, unit }: Pick<MeasuredRow['figure'], 'key' | 'unit'>,
): string {
  const value = technique && measured?.figures[technique]?.[key];
  return typeof value === 'number' ? formatIn(unit, value) : noFigure(measured, technique);
}

function noFigure(measured: MeasuredHere | null, technique: TechniqueId | null): string {
  if (technique === null) return 'does not run here';
  if (!measured) return 'not measured yet';
  return measured.failures[technique] ?? '–';
}
