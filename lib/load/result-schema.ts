import * as z from 'zod/mini';
import { numberWithin } from '@/lib/schema/number';
import type { LoadProgress, LoadResult, Unmeasured } from './result';
import { loadSchema } from './settings';

const count = z.number().check(z.minimum(0));

/** A result that comes from outside: from the server, or from where the page stored it. */
export const loadResultSchema = z.object({
  load: loadSchema,
  seconds: z.number().check(z.positive()),
  ticks: count,
  expected: count,
  delivered: count,
  lost: z.number(),
  doubled: count,
  outOfOrder: count,
  failed: count,
  latency: z.nullable(
    z.object({ p50: z.number(), p90: z.number(), p99: z.number(), p999: z.number(), max: z.number() }),
  ),
  server: z.object({
    cpuSeconds: count,
    cpuPerMillion: z.nullable(count),
    memoryBefore: count,
    memoryConnected: count,
    /** Below 0 where the server gave memory back meanwhile. */
    memoryPerConnection: z.number(),
    loopDelay: z.object({ p50: count, p99: count, max: count }),
  }),
  generatorCpuSeconds: count,
  requests: count,
  bytes: z.object({ up: count, down: count, payload: count }),
  bytesPerTick: z.nullable(count),
}) satisfies z.ZodMiniType<LoadResult>;

/** A load that could not be started, as it comes from outside. */
export const unmeasuredSchema = z.object({
  load: loadSchema,
  unmeasured: z.object({ reason: z.string(), advice: z.string() }),
}) satisfies z.ZodMiniType<Unmeasured>;

export const machineSchema = z.object({
  cpus: z.number().check(z.positive()),
  cpu: z.string(),
  memory: z.number().check(z.positive()),
  node: z.string(),
});

/** The machine a job ran on: `memory` in bytes. */
export type Machine = z.infer<typeof machineSchema>;

/** How far a measurement is, as the server says. */
export const loadProgressSchema = z.object({
  phase: z.enum(['starting', 'connecting', 'measuring']),
  done: numberWithin(0, 1),
  connected: count,
  delivered: count,
}) satisfies z.ZodMiniType<LoadProgress>;
