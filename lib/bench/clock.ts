/** The browser's own clock: epoch ms with fraction, the same in a page and its workers, and never set back. */
export function ownNow(): number {
  return performance.timeOrigin + performance.now();
}
