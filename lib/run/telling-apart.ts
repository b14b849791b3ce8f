import type { Comparison, Interval } from '@/lib/figures/figure';
import { BUCKET_WIDTH } from '@/lib/measure/histogram';
import { techniqueOf } from '@/lib/techniques';
import { ENOUGH_PRICES } from './fitness';
import { STALL_MS } from './interruptions';
import type { LaneFigures, LaneSnapshot, PairedFigure } from './snapshot';

/** What the scoreboard compares of a lane. */
export type ScoredLane = Pick<LaneSnapshot, 'id' | 'figures' | 'comparison'>;

const UNKNOWN: Interval = { low: -Infinity, high: Infinity };

type Value = (figures: LaneFigures) => number | null;

/** Why a lane cannot be compared tick by tick; null where it can. */
function unfitForTicks({ comparison: { unfit, noiseFloor, differences } }: ScoredLane): string | null {
  if (unfit.latency) return unfit.latency;
  if (noiseFloor === null) return 'the noise floor is not known yet';
  return differences.ticks < ENOUGH_PRICES ? `fewer than ${ENOUGH_PRICES} prices that all have` : null;
}

/** How far `b` differs from `a` over the ticks that all lanes have, but for the noise floor. */
function overTicks(figure: PairedFigure, a: ScoredLane, b: ScoredLane): Interval {
  return widened(b.comparison.differences.from[a.id]?.[figure] ?? UNKNOWN, floorOf(b));
}

/**
 * Percentiles of latency: by the interval of the difference over the ticks that all lanes have, widened by the noise floor
 * and by a bucket of the histogram. The clocks' error is the same for all lanes, and in no difference.
 */
export function byPercentile(percentile: 'p50' | 'p90' | 'p99'): Comparison<ScoredLane> {
  return {
    unfit: unfitForTicks,
    difference(a, b) {
      const bucket = bucketOf(a.figures.latency[percentile], b.figures.latency[percentile]);
      return widened(overTicks(`latency_${percentile}`, a, b), bucket);
    },
  };
}

/**
 * The largest of all: likewise, but it is known exactly. What happened once, such as one silence of a lane, is chance to
 * the bootstrap, however long it was; but what this browser does to one lane alone is less than a stall, or it would be set
 * aside. So what exceeds that is a difference by itself, also while it goes on.
 */
export function byExtreme(figure: 'latency_max' | 'stale_longest', value: Value): Comparison<ScoredLane> {
  return {
    unfit: unfitForTicks,
    difference(a, b) {
      const { low, high } = overTicks(figure, a, b);
      const once = differenceOf(value, a, b) - STALL_MS;
      return { low: Math.max(low, once), high };
    },
  };
}

/**
 * The share of time out of date: by how long it was while each tick was the newest. That has to be more than the noise floor;
 * or, as it cannot be where ticks are closer than that, prices have to be later by more than the floor in the mean. Of what
 * happened once the same is true as of extremes.
 */
export const byShare: Comparison<ScoredLane> = {
  unfit: unfitForTicks,
  difference(a, b) {
    const time = overTicks('stale_share', a, b);
    const share = b.comparison.differences.from[a.id]?.stale_share ?? UNKNOWN;
    const late = overTicks('latency_mean', a, b);
    const once = differenceOf(({ staleness }) => staleness.ms, a, b) - STALL_MS;
    const ticks = Math.max(1, b.figures.latency.count);
    return {
      low: Math.max(time.low, Math.min(share.low, late.low), once / ticks - floorOf(b)),
      high: time.high,
    };
  },
};

/** Trades have no pairs: by where the medians of two lanes would be with other trades of the same kind. */
export const byRoundTrip: Comparison<ScoredLane> = {
  unfit: ({ figures: { trader }, comparison }) =>
    comparison.unfit.counts ?? (trader.trades < ENOUGH_PRICES ? `fewer than ${ENOUGH_PRICES} trades` : null),
  difference: byMedians(({ trader }) => ({ median: trader.roundTrip, range: trader.roundTripRange })),
};

/** Latencies of two segments have no pairs either: by where the median of each would be with other prices. */
export const bySegment: Comparison<ScoredLane> = {
  unfit: ({ comparison }) =>
    comparison.unfit.latency ?? (comparison.noiseFloor === null ? 'the noise floor is not known yet' : null),
  difference: byMedians(({ latency }) => ({ median: latency.p50, range: latency.p50Range })),
};

/** By how far the ranges of two medians are apart, but for the noise floor and a bucket of the histogram. */
function byMedians(of: (figures: LaneFigures) => { median: number | null; range: Interval | null }) {
  return (a: ScoredLane, b: ScoredLane): Interval => {
    const [from, to] = [of(a.figures), of(b.figures)];
    if (!from.range || !to.range) return UNKNOWN;
    const interval = { low: to.range.low - from.range.high, high: to.range.high - from.range.low };
    return widened(interval, floorOf(b) + bucketOf(from.median, to.median));
  };
}

/** One duration for each lane: these two differ or not, whatever others would do. */
export function byDuration(value: Value): Comparison<ScoredLane> {
  return byAmount(value, floorOf);
}

/** What is counted to the last one: each difference is one. */
export const byCount: Comparison<ScoredLane> = { unfit: ({ comparison }) => comparison.unfit.counts };

/**
 * Bytes, counted to the last one: but what is on its way may be in one lane's count and not yet in another's. That is
 * one exchange, or where a technique asks once, what brings one tick.
 */
export function byBytes(value: Value): Comparison<ScoredLane> {
  return byAmount(value, ({ id, figures }) => {
    const { order, requests } = figures;
    const exchanges = techniqueOf(id).traits.asks === 'once' ? order.received : requests;
    return Math.abs(value(figures) ?? 0) / Math.max(1, exchanges);
  });
}

/** Bytes of each tick: as far apart as one exchange makes them. */
export const byBytesPerTick = byBytes(({ bytesPerTick }) => bytesPerTick);

/** Money: all lanes quote at the same moments, and one may have its answer sooner than another. */
export const byCost = byAmount(
  ({ trader }) => trader.cost,
  ({ figures: { trader } }) => Math.abs(trader.cost ?? 0) / Math.max(1, trader.quotes),
);

/** What is known but for `margin`: at most the larger of both, as what is on its way can only be missing. */
function byAmount(value: Value, margin: (lane: ScoredLane) => number): Comparison<ScoredLane> {
  return {
    ...byCount,
    difference(a, b) {
      const difference = differenceOf(value, a, b);
      return widened({ low: difference, high: difference }, Math.max(margin(a), margin(b)));
    },
  };
}

const differenceOf = (value: Value, a: ScoredLane, b: ScoredLane) =>
  (value(b.figures) ?? 0) - (value(a.figures) ?? 0);

const floorOf = ({ comparison }: ScoredLane) => comparison.noiseFloor ?? Infinity;

const bucketOf = (a: number | null, b: number | null) => BUCKET_WIDTH * Math.min(a ?? 0, b ?? 0);

const widened = ({ low, high }: Interval, by: number): Interval => ({ low: low - by, high: high + by });
