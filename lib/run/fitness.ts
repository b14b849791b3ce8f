import type { Order } from '@/lib/measure/order-check';
import type { LaneSnapshot, LaneState, Unfit } from './snapshot';

/** Nothing is said of latency before so many prices. */
export const ENOUGH_PRICES = 20;

/** Nothing is said of counts before so many polling intervals. */
const ENOUGH_INTERVALS = 2;

type Candidate = Pick<LaneSnapshot, 'on' | 'state'> & {
  figures: { order: Order; latency: { count: number } };
};

/**
 * Which lanes of a segment are fit to be compared.
 *
 * @param elapsed ms of the segment
 * @param interval the longest time that a lane waits before it asks again, ms
 */
export function fitnessOf(
  lanes: readonly Candidate[],
  elapsed: number,
  interval: number,
): (lane: Candidate) => Unfit {
  const isAnyWithout = lanes.some(({ on, figures }) => on && figures.order.received === 0);
  const early =
    elapsed < ENOUGH_INTERVALS * interval
      ? 'two polling intervals have not passed'
      : isAnyWithout
        ? 'not every technique has a price yet'
        : null;
  return ({ on, state, figures: { order, latency } }) => {
    const failure = failureOf(on, state, order);
    const few = latency.count < ENOUGH_PRICES ? `fewer than ${ENOUGH_PRICES} prices` : null;
    return { latency: failure ?? few, counts: failure ?? early };
  };
}

/** Why nothing of a lane can be compared; null where it can. */
export function failureOf(on: boolean, state: LaneState, order: Order): string | null {
  if (!on || state.kind === 'off') return 'switched off';
  if (state.kind === 'waiting' || state.kind === 'connecting') return 'not connected';
  return order.lost + order.missed > 0 ? 'prices were lost' : null;
}
