import type { TechniqueId } from '@/lib/techniques';
import type { ChartPoint, ChartRow } from './snapshot';

/** One moment of the charts over time. */
export interface CurveRow {
  /** Seconds since the run began. */
  t: number;
  /** null where nothing is to be drawn. */
  values: Partial<Record<TechniqueId, number | null>>;
  /** The curve of a technique is interrupted between pieces of different numbers, counted from 0. */
  pieces: Partial<Record<TechniqueId, number>>;
}

/** The curves of one figure, each in pieces that end where something was not measured. */
export function curvesOf(
  rows: readonly ChartRow[],
  shown: readonly TechniqueId[],
  value: (point: ChartPoint) => number | null,
  isGap: (point: ChartPoint) => boolean,
): CurveRow[] {
  const piece = new Map<TechniqueId, number>();
  /** Techniques whose piece has a point by now. */
  const begun = new Set<TechniqueId>();
  return rows.map(({ t, lanes }) => {
    const row: CurveRow = { t, values: {}, pieces: {} };
    for (const id of shown) {
      const point = lanes[id];
      if (point && isGap(point) && begun.delete(id)) piece.set(id, (piece.get(id) ?? 0) + 1);
      const known = point && !isGap(point) ? value(point) : null;
      if (known !== null) begun.add(id);
      row.values[id] = known;
      row.pieces[id] = piece.get(id) ?? 0;
    }
    return row;
  });
}
