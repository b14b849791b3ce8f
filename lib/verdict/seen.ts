import { failureOf } from '@/lib/run/fitness';
import type { FaultMark, LaneSnapshot, Snapshot } from '@/lib/run/snapshot';
import type { Scenario } from '@/lib/scenario/scenario';

/** What an answer reads of a lane. */
export type SeenLane = Omit<LaneSnapshot, 'trade'>;

/** What an answer is made from: one segment, as it has been measured by now. */
export interface SegmentSeen {
  settings: Scenario;
  /** When it began, s of the run; null where it is the first. */
  since: number | null;
  /** s */
  elapsed: number;
  /** Those that are on. */
  lanes: readonly SeenLane[];
  /** Those that began in it, with times in seconds since the run began. */
  faults: readonly FaultMark[];
}

/** The present segment of a run; null before the first. */
export function presentSegment({ segment, past, lanes, elapsed, faults }: Snapshot): SegmentSeen | null {
  if (!segment) return null;
  return {
    settings: segment.settings,
    since: past.length > 0 ? segment.from : null,
    elapsed: elapsed - segment.from,
    lanes: lanes.filter(({ on }) => on),
    faults: faults.filter(({ from }) => from >= segment.from),
  };
}

/** Why nothing can be said of a lane, in a few words; null where it can. */
export function failed({ on, state, figures }: SeenLane): string | null {
  return failureOf(on, state, figures.order);
}

/** The lanes that can be compared, now or once there is enough. */
export function candidatesOf({ lanes }: SegmentSeen): SeenLane[] {
  return lanes.filter((lane) => failed(lane) === null);
}
