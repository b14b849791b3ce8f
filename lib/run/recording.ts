import { epochNow } from '@/lib/measure/clock';
import type { Lane } from './lane';
import type { Recorder } from './recorder';

/** A price may be missing for so long, beyond the interval in which a lane asks, before nothing counts as measured, ms. */
const OVERDUE_MS = 2000;

/**
 * Keeps for the charts what has been counted of a lane by now.
 *
 * @param around.elapsed ms of the run
 * @param around.interval of polling, ms
 * @param around.isBlind whether this browser is unable to measure, or the server to tell
 * @param around.isWanted whether the run is to be running
 */
export function recordLane(
  recorder: Recorder,
  lane: Lane,
  around: { elapsed: number; interval: number; isBlind: boolean; isWanted: boolean },
): void {
  const { id } = lane.technique;
  const { elapsed, interval, isBlind, isWanted } = around;
  const { total, bytesPerTick } = lane.measured;
  const { requests, up, down } = total;
  if (requests === 0) return;
  recorder.totals(id, elapsed, { requests, bytes: up + down, bytesPerTick, cost: lane.trader.cost });
  const now = epochNow();
  const missing = lane.measured.missingSince(now);
  const isOverdue = missing !== null && now - missing > interval + OVERDUE_MS;
  if (isBlind) recorder.gap(id, elapsed, 'all');
  else if (isOverdue || (isWanted && !lane.on)) recorder.gap(id, elapsed, 'prices');
}
