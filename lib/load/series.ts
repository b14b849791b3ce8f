import type { TechniqueId } from '@/lib/techniques';
import { nameOf } from '@/lib/techniques';
import { curveOf } from './curves';
import { isSound } from './failure';
import { type Knee, kneeOf, type Point } from './knee';
import type { LoadResult } from './result';
import { type LoadRun, outcomesOf, techniquesOf } from './runs';

/** One curve of a chart: a figure of one technique in one run. */
export interface Series {
  key: string;
  technique: TechniqueId;
  name: string;
  /** Number of the run, where several are shown. */
  run: number | null;
  /** Of the measurements that did not fail: those between which a line may be drawn, with no failure among them. */
  stretches: Point[][];
  /** Of the others. */
  failed: Point[];
  knee: Knee | null;
}

/** The curves of a figure, over all runs that are shown. */
export function seriesOf(runs: readonly LoadRun[], value: (result: LoadResult) => number | null): Series[] {
  return runs.flatMap((run) =>
    techniquesOf(run).map((technique) => {
      const points = curveOf(run.results.filter(isSound), technique, value);
      const failed = curveOf(
        run.results.filter((result) => !isSound(result)),
        technique,
        value,
      );
      const gaps = outcomesOf(run)
        .filter((outcome) => outcome.load.technique === technique && !isSound(outcome))
        .map(({ load }) => load.clients);
      return {
        key: `${run.id} ${technique}`,
        technique,
        name: nameOf(technique),
        run: runs.length > 1 ? run.id : null,
        stretches: stretchesOf(points, gaps),
        failed,
        knee: kneeOf(points),
      };
    }),
  );
}

/** Points, ascending, parted wherever a gap lies between two of them. */
function stretchesOf(points: readonly Point[], gaps: readonly number[]): Point[][] {
  const stretches: Point[][] = [];
  for (const point of points) {
    const last = stretches.at(-1);
    const before = last?.at(-1);
    if (last && before && !gaps.some((gap) => gap > before.x && gap < point.x)) last.push(point);
    else stretches.push([point]);
  }
  return stretches;
}
