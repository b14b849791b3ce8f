import { z } from 'zod';
import type { LoadProgress, LoadResult } from './result';
import { loadSchema } from './settings';

const count = z.number().min(0);

/** A result that comes from outside: from the server, or from where the page stored it. */
export const loadResultSchema = z.object({
  load: loadSchema,
  seconds: z.number().positive(),
  ticks: count,
  expected: count,
  delivered: count,
  lost: z.number(),
  doubled: count,
  outOfOrder: count,
  failed: count,
  latency: z
    .object({ p50: z.number(), p90: z.number(), p99: z.number(), p999: z.number(), max: z.number() })
    .nullable(),
  server: z.object({
    cpuSeconds: count,
    cpuPerMillion: count.nullable(),
    memoryBefore: count,
    memoryConnected: count,
    /** Below 0 where the server gave memory back meanwhile. */
    memoryPerConnection: z.number(),
    loopDelay: z.object({ p50: count, p99: count, max: count }),
  }),
  generatorCpuSeconds: count,
  requests: count,
  bytes: z.object({ up: count, down: count, payload: count }),
  bytesPerTick: count.nullable(),
}) satisfies z.ZodType<LoadResult>;

export const machineSchema = z.object({
  cpus: z.number().positive(),
  cpu: z.string(),
  memory: z.number().positive(),
  node: z.string(),
});

/** The machine a job ran on: `memory` in bytes. */
export type Machine = z.infer<typeof machineSchema>;

/** How far a measurement is, as the server says. */
export const loadProgressSchema = z.object({
  phase: z.enum(['starting', 'connecting', 'measuring']),
  done: z.number().min(0).max(1),
  connected: count,
  delivered: count,
}) satisfies z.ZodType<LoadProgress>;
