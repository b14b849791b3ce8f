import type { LaneSnapshot, Snapshot } from './snapshot';

/** Whose figures are shown after a change of settings: of before, of now, or of now with those of before beside them. */
export type Side = 'before' | 'now' | 'both';

/** Lanes with their figures. */
export interface LanesOfSide {
  shown: readonly LaneSnapshot[];
  /** What stands small beside them; null where nothing does. */
  beside: readonly LaneSnapshot[] | null;
  /** Whether those shown are of the segment before. */
  isBefore: boolean;
}

/** As long as no setting was changed there is nothing but now. */
export function lanesOfSide({ lanes, past }: Pick<Snapshot, 'lanes' | 'past'>, side: Side): LanesOfSide {
  const before = past.at(-1);
  if (!before || side === 'now') return { shown: lanes, beside: null, isBefore: false };
  if (side === 'before') return { shown: before.lanes, beside: null, isBefore: true };
  return { shown: lanes, beside: before.lanes, isBefore: false };
}
