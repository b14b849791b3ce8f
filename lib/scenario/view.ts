import * as z from 'zod/mini';

const scale = z.enum(['linear', 'log']);

/** The settings of how a run is shown: none of them changes what is measured. This schema is the only list of them. */
export const viewSchema = z.object({
  /** Which percentile the chart of latency over time draws. */
  percentile: z.enum(['p50', 'p99', 'max']),
  /** How much of the run the charts over time show. */
  window: z.enum(['minute', 'run']),
  latencyScale: scale,
  distributionScale: scale,
  requestsScale: scale,
  bytesScale: scale,
  /** Bytes over time, or split into payload and overhead. */
  bytesView: z.enum(['time', 'split']),
  /** Whether the wire is captured and shown. To watch it changes neither what crosses nor what is counted. */
  wire: z.boolean(),
  /** Large type and no settings, for a projector. */
  present: z.boolean(),
});
export type View = z.infer<typeof viewSchema>;

export const defaultView: View = {
  percentile: 'p50',
  window: 'minute',
  latencyScale: 'log',
  distributionScale: 'log',
  requestsScale: 'linear',
  bytesScale: 'linear',
  bytesView: 'time',
  wire: true,
  present: false,
};
