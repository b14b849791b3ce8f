import * as z from 'zod/mini';

/** The settings of how a run is shown: none of them changes what is measured. This schema is the only list of them. */
export const viewSchema = z.object({
  /** Whether the chart of latency over time draws the typical one, or that of the slowest 1 %. */
  percentile: z.enum(['p50', 'p99']),
  /** How much of the run the charts over time show. */
  window: z.enum(['minute', 'run']),
  /** Whether the wire is captured and shown. To watch it changes neither what crosses nor what is counted. */
  wire: z.boolean(),
  /** Large type and no settings, for a projector. */
  present: z.boolean(),
});
export type View = z.infer<typeof viewSchema>;

export const defaultView: View = { percentile: 'p50', window: 'minute', wire: true, present: false };
