/** Between 0 and the value furthest from it there are no more steps than this. */
const MOST = 4;

/**
 * The ticks of an axis from 0 to above the largest value, or from below the smallest where that is less than 0: at steps of 1,
 * 2 or 5 times a power of ten.
 *
 * @param least the smallest step, such as 1 where there is nothing between two whole numbers
 */
export function linearTicks(values: readonly (number | null)[], least = 0): number[] {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)];
  const step = Math.max(least, roundStep((high - low || 1) / MOST));
  const first = Math.floor(low / step);
  // An axis has some length, even where all is 0.
  const last = Math.max(first + 1, Math.ceil(high / step));
  // Multiples, and no sums, which would not be round.
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least) ?? 10) * power;
}
