import * as z from 'zod/mini';

const scale = z.enum(['linear', 'log']);

/** The settings of how the load lab's charts show what was measured. This schema is the only list of them. */
export const labViewSchema = z.object({
  cpuView: z.enum(['million', 'share']),
  memoryView: z.enum(['all', 'each']),
  percentile: z.enum(['p50', 'p99', 'max']),
  cpuScale: scale,
  memoryScale: scale,
  latencyScale: scale,
  bytesScale: scale,
});
export type LabView = z.infer<typeof labViewSchema>;

export const defaultLabView: LabView = {
  cpuView: 'million',
  memoryView: 'all',
  percentile: 'p99',
  cpuScale: 'log',
  memoryScale: 'linear',
  latencyScale: 'log',
  bytesScale: 'linear',
};
