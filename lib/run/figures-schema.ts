import * as z from 'zod/mini';
import { faultKinds } from '@/lib/faults/faults';
import { techniqueIds } from '@/lib/techniques';
import type { FaultMark, Interruption, LaneComparisons, LaneFigures, PairedFigure } from './snapshot';

const count = z.int('has to be whole').check(z.minimum(0, 'cannot be below 0'));
export const amount = z.number('has to be a number').check(z.minimum(0, 'cannot be below 0'));
const share = amount.check(z.maximum(1, 'cannot be above 1'));
export const ms = z.nullable(amount);

/** JSON has no infinity: what stands in its place is an end that is not known. */
const interval = z.object({
  low: z.pipe(
    z.nullable(z.number()),
    z.transform((value): number => value ?? Number.NEGATIVE_INFINITY),
  ),
  high: z.pipe(
    z.nullable(z.number()),
    z.transform((value): number => value ?? Number.POSITIVE_INFINITY),
  ),
});

const latency = z
  .object({ p50: ms, p50Range: z.nullable(interval), p90: ms, p99: ms, max: ms, count })
  .check(
    z.refine(
      ({ p50, p90, p99, max, count }) =>
        [p50, p90, p99, max].every((value, i, all) =>
          count === 0 ? value === null : value !== null && value >= (all[i - 1] ?? 0),
        ),
      'has percentiles that do not go with one another or with their count',
    ),
  );

/** Of a lane in a segment. */
export const figuresSchema = z
  .object({
    latency,
    staleness: z.object({ ms: amount, longest: amount, share }),
    order: z.object({ received: count, lost: count, missed: count, doubled: count, outOfOrder: count }),
    requests: count,
    empty: count,
    connections: count,
    reconnects: count,
    payload: count,
    overhead: count,
    up: count,
    down: count,
    bytes: count,
    // Files of before do not tell them from the others.
    handshakesUp: z._default(count, 0),
    handshakesDown: z._default(count, 0),
    bytesPerTick: z.nullable(amount),
    recovery: ms,
    setAside: count,
    setAsideFor: z.object({ start: count, change: count, interruption: count }),
    trader: z.object({
      cost: z.nullable(z.number()),
      quotes: count,
      roundTrip: ms,
      roundTripRange: z.nullable(interval),
      trades: count,
      unanswered: count,
    }),
  })
  .check(
    z.refine(
      ({ up, down, bytes, payload, overhead }) => up + down === bytes && payload + overhead === bytes,
      'has bytes that do not add up',
    ),
    z.refine(
      ({ up, down, handshakesUp, handshakesDown }) => handshakesUp <= up && handshakesDown <= down,
      'has more bytes of handshakes than bytes',
    ),
    z.refine(
      ({ setAside, setAsideFor: { start, change, interruption } }) =>
        setAside === start + change + interruption,
      'has ticks set aside that do not add up',
    ),
  ) satisfies z.ZodMiniType<LaneFigures>;

const paired = z.object({
  latency_p50: interval,
  latency_p90: interval,
  latency_p99: interval,
  latency_max: interval,
  latency_mean: interval,
  stale_share: interval,
  stale_longest: interval,
} satisfies Record<PairedFigure, unknown>);

export const techniqueSchema = z.enum(techniqueIds, 'is no technique of this page');

/** What it takes to tell a lane from others. */
export const comparisonsSchema = z.object({
  unfit: z.object({ latency: z.nullable(z.string()), counts: z.nullable(z.string()) }),
  differences: z.object({ ticks: count, from: z.partialRecord(techniqueSchema, paired) }),
  noiseFloor: ms,
}) satisfies z.ZodMiniType<LaneComparisons>;

/** Times in seconds since the run began. */
export const times = { from: amount, to: amount };

export const inOrder = z.refine<{ from: number; to: number }>(
  ({ from, to }) => from <= to,
  'ends before it begins',
);

export const interruptionSchema = z.object({
  ...times,
  reason: z.enum(['background', 'stall']),
}) satisfies z.ZodMiniType<Interruption>;

export const faultMarkSchema = z.object({
  ...times,
  kind: z.enum([...faultKinds.map(({ kind }) => kind), 'server']),
}) satisfies z.ZodMiniType<FaultMark>;
