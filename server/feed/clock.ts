import { performance } from 'node:perf_hooks';

/** The server's clock: epoch ms with fraction. It never jumps, unlike `Date.now()` when the system's clock is set. */
export function serverNow(): number {
  return performance.timeOrigin + performance.now();
}
