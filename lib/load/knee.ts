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

/**
 * The knee of a curve, after the Kneedle method (V. Satopää, J. Albrecht, D. Irwin, B. Raghavan: "Finding a
 * 'Kneedle' in a Haystack: Detecting Knee Points in System Behavior", ICDCS Workshops 2011), with sensitivity
 * S = 1 and, since there are few points, without smoothing:
 *
 * 1. both axes are brought to 0…1, `x' = (x − min x) / (max x − min x)`, and turned so that the curve rises and is
 *    above its chord;
 * 2. the difference `d = y' − x'` has a local maximum at each candidate;
 * 3. a candidate is a knee if `d` falls below `d_max − S · mean(x'[i+1] − x'[i])` before the next candidate.
 *
 * Of several knees it gives the one with the largest difference. Both axes are linear: what grows in proportion to
 * `x` has no knee.
 *
 * @param points in any order; `x` distinct
 * @returns null for fewer than 4 points, for a flat curve, and for one that does not bend
 */
export function kneeOf(points: readonly Point[]): Knee | null {
  const sorted = [...points].sort((a, b) => a.x - b.x);
  const first = sorted[0];
  const last = sorted.at(-1);
  if (sorted.length < FEWEST_POINTS || !first || !last) return null;
  const low = Math.min(...sorted.map(({ y }) => y));
  const high = Math.max(...sorted.map(({ y }) => y));
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (!(high - low > FLAT * largest) || last.x === first.x) return null;

  const rises = last.y >= first.y;
  // Height above the chord of a rising curve, at each point; a falling curve is seen in a mirror.
  const heights = sorted.map(({ x, y }) => {
    const across = (x - first.x) / (last.x - first.x);
    const up = (y - low) / (high - low);
    return (rises ? up : 1 - up) - across;
  });
  const above = heights.reduce((sum, height) => sum + height, 0) > 0;
  const at = farthestKnee(above ? heights : heights.map((height) => -height));
  const knee = at === null ? undefined : sorted[at];
  // A rising curve above its chord, like a falling one below it in its mirror, gets slower.
  return knee ? { ...knee, rises, faster: !above } : null;
}

/** Steps 2 and 3 of the method. @returns index of the knee with the largest difference, or null */
function farthestKnee(differences: readonly number[]): number | null {
  const step = 1 / (differences.length - 1);
  const value = (index: number) => differences[index] ?? Number.NEGATIVE_INFINITY;
  let knee: number | null = null;
  for (let i = 1; i < differences.length - 1; i++) {
    const isCandidate = value(i) >= value(i - 1) && value(i) > value(i + 1);
    if (!isCandidate || (knee !== null && value(i) <= value(knee))) continue;
    for (let next = i + 1; next < differences.length && value(next) <= value(i); next++) {
      if (value(next) < value(i) - step) {
        knee = i;
        break;
      }
    }
  }
  return knee;
}
