import * as z from 'zod/mini';
import { sharedFiguresSchema } from '@/lib/channel/control-messages';
import {
  comparisonsSchema,
  faultMarkSchema,
  figuresSchema,
  interruptionSchema,
  techniqueSchema,
} from '@/lib/run/figures-schema';
import type { RunReport } from '@/lib/run/messages';
import type {
  ChartData,
  ChartPoint,
  LaneSnapshot,
  LaneState,
  Prices,
  Snapshot,
  Status,
  TradeResult,
} from '@/lib/run/snapshot';
import { scenarioSchema } from '@/lib/scenario/scenario';

const known = z.nullable(z.number());

const state = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['off', 'connecting', 'open', 'done']) }),
  z.object({ kind: z.literal('waiting'), reason: z.string(), retryIn: known }),
]) satisfies z.ZodMiniType<LaneState>;

const side = z.enum(['buy', 'sell']);
const trade = z.discriminatedUnion('kind', [
  z.object({ side, kind: z.literal('sent') }),
  z.object({ side, kind: z.literal('filled'), slippage: z.number(), roundTrip: z.number() }),
  z.object({ side, kind: z.literal('failed'), reason: z.string() }),
]) satisfies z.ZodMiniType<TradeResult>;

const lane = z.object({
  id: techniqueSchema,
  on: z.boolean(),
  state,
  figures: figuresSchema,
  comparison: comparisonsSchema,
  trade: z.nullable(trade),
}) satisfies z.ZodMiniType<LaneSnapshot>;

const status = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['connecting', 'running', 'draining', 'paused', 'finished', 'replaced']) }),
  z.object({ kind: z.literal('offline'), since: z.number() }),
  z.object({ kind: z.literal('refused'), message: z.string() }),
]) satisfies z.ZodMiniType<Status>;

const clock = z.object({ offset: z.number(), uncertainty: z.number(), samples: z.int() });
const times = { from: z.number(), settings: scenarioSchema };

const snapshot = z.object({
  status,
  clock: z.nullable(clock),
  noiseFloor: known,
  elapsed: z.number(),
  firstMoments: known,
  startedAt: known,
  market: z.nullable(z.string()),
  seq: z.int(),
  lanes: z.array(lane),
  segment: z.nullable(z.object({ ...times, to: known, settling: z.boolean() })),
  past: z.array(z.object({ ...times, to: z.number(), lanes: z.array(lane) })),
  interruptions: z.array(interruptionSchema),
  faults: z.array(faultMarkSchema),
  shared: z.optional(sharedFiguresSchema),
  notices: z.array(z.string()),
}) satisfies z.ZodMiniType<Snapshot>;

const point = z.object({
  p50: known,
  p99: known,
  max: known,
  requests: known,
  bytes: known,
  bytesPerTick: known,
  cost: known,
  gap: z.nullable(z.enum(['prices', 'all'])),
}) satisfies z.ZodMiniType<ChartPoint>;

const rows = z.array(z.object({ t: z.number(), lanes: z.partialRecord(techniqueSchema, point) }));
const spread = z.object({ shares: z.array(z.number()), p50: z.number(), p99: z.number() });

const charts = z.object({
  market: z.nullable(z.string()),
  edges: z.array(z.object({ at: z.number(), change: z.string() })),
  rows,
  minute: rows,
  distribution: z.object({
    edges: z.array(z.number()),
    lanes: z.partialRecord(techniqueSchema, spread),
  }),
  interruptions: z.array(interruptionSchema),
  faults: z.array(faultMarkSchema),
}) satisfies z.ZodMiniType<ChartData>;

const price = z.object({ price: z.number(), previous: known, seq: z.int(), at: z.number() });

const prices = z.object({
  lanes: z.partialRecord(techniqueSchema, price),
  behind: z.partialRecord(techniqueSchema, z.number()),
  known: z.boolean(),
  at: z.number(),
}) satisfies z.ZodMiniType<Prices>;

/** What an engine tells the page, as a file brings it. */
export const reportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), snapshot }),
  z.object({ type: z.literal('charts'), charts }),
  z.object({ type: z.literal('prices'), prices }),
]) satisfies z.ZodMiniType<RunReport>;
