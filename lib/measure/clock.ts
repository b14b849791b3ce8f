/**
 * The clock that everything is measured by: epoch ms with fraction, the same in a page and its workers. It never jumps,
 * unlike `Date.now()` when the system's clock is set. Browser and server have one each; `ClockOffset` compares them.
 */
export function epochNow(): number {
  return performance.timeOrigin + performance.now();
}
