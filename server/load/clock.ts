import { performance } from 'node:perf_hooks';
import { epochNow } from '@/lib/measure/clock';

/**
 * The machine's monotonic clock, ms. All processes of one machine read the same one, so that times of two processes
 * can be compared without the doubt of a round trip; their wall clocks cannot, as each was read when it started.
 */
export function machineNow(): number {
  return performance.now() + SINCE;
}

/** What has to be added to `machineNow` to have this process's `epochNow`, ms; it never changes. */
export function serverClock(): number {
  return epochNow() - machineNow();
}

const SINCE = Number(process.hrtime.bigint()) / 1e6 - performance.now();
