import { compare } from '@/lib/figures/compare';
import { type Figure, figure } from '@/lib/figures/figure';
import type { PastSegment } from '@/lib/run/snapshot';
import { byBytesPerTick, bySegment, type ScoredLane } from '@/lib/run/telling-apart';
import type { TechniqueId } from '@/lib/techniques';
import { changedSettings } from './changed-settings';
import { candidatesOf, failed, type SeenLane, type SegmentSeen } from './seen';
import { amount, listOf, type Part, type Sentence, say } from './sentence';

/** What a change of settings has done. */
export interface Change {
  /** What was changed. */
  changes: readonly Sentence[];
  /** Which figures it has moved, and how; none before they can be compared. */
  effects: readonly Sentence[];
  /** Whether some lane has too few prices yet to be compared with before. */
  isMeasuring: boolean;
}

/** A figure that has not moved by more than this is not worth a word. */
const WORTH = 1.2;

/** So many lanes are spoken of one by one. */
const SPOKEN_OF = 3;

/** Figures that do not grow with the time that was measured. */
const figures: readonly Figure<ScoredLane>[] = [
  figure('latency', 'typical latency', 'ms', ({ figures }) => figures.latency.p50, '', {
    comparison: bySegment,
  }),
  figure('bytes', 'bytes per price', 'B', ({ figures }) => figures.bytesPerTick, '', {
    comparison: byBytesPerTick,
  }),
];

type Moved = { id: TechniqueId; clauses: readonly Sentence[]; most: number };

/** What the last change has done: the segment before it beside the present one. */
export function changeOf(
  before: Pick<PastSegment, 'settings'> & { lanes: readonly SeenLane[] },
  now: SegmentSeen,
): Change {
  const lanes = candidatesOf(now);
  const pairs = lanes.flatMap((lane) => {
    const earlier = before.lanes.find(({ id, on }) => id === lane.id && on);
    return earlier && failed(earlier) === null ? [{ earlier, lane }] : [];
  });
  const moved = pairs
    .map(({ earlier, lane }) => movedOf(earlier, lane))
    .filter(({ clauses }) => clauses.length > 0)
    .sort((a, b) => b.most - a.most);
  const others = moved.slice(SPOKEN_OF).map(({ id }) => id);
  const effects = moved
    .slice(0, SPOKEN_OF)
    .map(
      ({ id, clauses }): Sentence => [
        ...say`${{ technique: id }}: `,
        ...clauses.flatMap((clause, i) => (i === 0 ? clause : say`, ${clause}`)),
        { text: '.' },
      ],
    );
  const isMeasuring = pairs.some(({ lane: { comparison } }) => {
    const { latency, counts } = comparison.unfit;
    return latency !== null || counts !== null || comparison.noiseFloor === null;
  });
  return {
    changes: changedSettings(before.settings, now.settings),
    effects: others.length > 0 ? [...effects, say`Figures of ${listOf(others)} moved too.`] : effects,
    isMeasuring,
  };
}

/** The figures of a lane that are told apart from those before, and by more than is not worth a word. */
function movedOf(earlier: SeenLane, lane: SeenLane): Moved {
  const clauses: Sentence[] = [];
  let most = 1;
  for (const row of figures) {
    const [from, to] = [row.value(earlier), row.value(lane)];
    if (from === null || to === null) continue;
    const { marks } = compare(row, [earlier, lane]);
    const times = Math.max(from, to) / Math.min(from, to);
    if (times <= WORTH || !marks.some(({ kind }) => kind === 'behind')) continue;
    most = Math.max(most, times);
    const now: Part = { strong: amount(row.unit, to) };
    const verb = to > from ? 'rose' : 'fell';
    clauses.push(say`${row.label} ${verb} from ${amount(row.unit, from)} to ${now}`);
  }
  return { id: lane.id, clauses, most };
}
