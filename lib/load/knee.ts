import { rising } from './monotone';

/** A point of a curve. */
export interface Point {
  x: number;
  y: number;
}

/** Where a curve bends, and how: `rises` or falls from end to end, faster or slower after the bend. */
export interface Knee extends Point {
  rises: boolean;
  faster: boolean;
}

const FEWEST_POINTS = 4;

/** A curve whose values differ by less than this part of the largest is flat: what bends there is noise. */
const FLAT = 0.15;

/** A knee is at least this part of the curve's height away from the chord; below, it is taken for straight. */
const SMALLEST = 0.25;

/**
 * The knee of a curve, after the Kneedle method (V. Satopää, J. Albrecht, D. Irwin, B. Raghavan: "Finding a
 * 'Kneedle' in a Haystack: Detecting Knee Points in System Behavior", ICDCS Workshops 2011), with sensitivity S = 1:
 *
 * 1. the curve is smoothed: by the nearest one that only rises or only falls, as there are too few points for the
 *    spline of the method;
 * 2. both axes are brought to 0…1, `x' = (x − min x) / (max x − min x)`, and turned so that the curve rises and is
 *    above its chord;
 * 3. the difference `d = y' − x'` has a local maximum at each candidate;
 * 4. a candidate is a knee if `d` falls below `d_max − S · mean(x'[i+1] − x'[i])` before the next candidate.
 *
 * Of several knees it gives the one with the largest difference, if that is 0.25 at least, which the method leaves
 * open. Both axes are linear: what grows in proportion to `x` has no knee.
 *
 * @param points in any order; `x` distinct
 * @returns null for fewer than 4 points, for a flat curve, and for one that does not bend
 */
export function kneeOf(points: readonly Point[]): Knee | null {
  const sorted = [...points].sort((a, b) => a.x - b.x);
  const first = sorted[0];
  const last = sorted.at(-1);
  if (sorted.length < FEWEST_POINTS || !first || !last || first.x === last.x) return null;
  const rises = last.y >= first.y;
  // A falling curve is seen in a mirror.
  const smooth = rising(sorted.map(({ y }) => (rises ? y : -y)));
  const low = smooth[0] ?? 0;
  const high = smooth.at(-1) ?? 0;
  if (!(high - low > FLAT * Math.max(Math.abs(low), Math.abs(high)))) return null;

  const heights = sorted.map(
    ({ x }, index) => ((smooth[index] ?? 0) - low) / (high - low) - (x - first.x) / (last.x - first.x),
  );
  const above = heights.reduce((sum, height) => sum + height, 0) > 0;
  const at = farthestKnee(above ? heights : heights.map((height) => -height));
  const knee = at === null ? undefined : sorted[at];
  // A rising curve above its chord, like a falling one above it in its mirror, gets slower.
  return knee ? { ...knee, rises, faster: !above } : null;
}

/** Steps 3 and 4 of the method. @returns index of the knee with the largest difference, or null */
function farthestKnee(differences: readonly number[]): number | null {
  const step = 1 / (differences.length - 1);
  const value = (index: number) => differences[index] ?? Number.NEGATIVE_INFINITY;
  let knee: number | null = null;
  for (let i = 1; i < differences.length - 1; i++) {
    const isCandidate = value(i) >= value(i - 1) && value(i) > value(i + 1);
    if (!isCandidate || value(i) < SMALLEST || (knee !== null && value(i) <= value(knee))) continue;
    for (let next = i + 1; next < differences.length && value(next) <= value(i); next++) {
      if (value(next) < value(i) - step) {
        knee = i;
        break;
      }
    }
  }
  return knee;
}
