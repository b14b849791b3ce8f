import type { TechniqueId } from '@/lib/techniques';
import { nameOf } from '@/lib/techniques';
import { curveOf } from './curves';
import { type Knee, kneeOf, type Point } from './knee';
import type { LoadResult } from './result';
import { type LoadRun, techniquesOf } from './runs';

/** One curve of a chart: a figure of one technique in one run. */
export interface Series {
  key: string;
  technique: TechniqueId;
  name: string;
  /** Number of the run, where several are shown. */
  run: number | null;
  points: Point[];
  knee: Knee | null;
}

/** The curves of a figure, over all runs that are shown. */
export function seriesOf(runs: readonly LoadRun[], value: (result: LoadResult) => number | null): Series[] {
  return runs.flatMap((run) =>
    techniquesOf(run).map((technique) => {
      const points = curveOf(run.results, technique, value);
      return {
        key: `${run.id} ${technique}`,
        technique,
        name: nameOf(technique),
        run: runs.length > 1 ? run.id : null,
        points,
        knee: kneeOf(points),
      };
    }),
  );
}
