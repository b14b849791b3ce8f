import { type Figure, figure } from '@/lib/figures/figure';
import { formatRatio } from '@/lib/figures/format';
import type { LaneSnapshot } from './snapshot';
import {
  byBytes,
  byBytesPerTick,
  byCost,
  byCount,
  byDuration,
  byExtreme,
  byPercentile,
  byRoundTrip,
  byShare,
  type ScoredLane,
} from './telling-apart';

/** All figures of the scoreboard, in the order of its rows. */
export const scoreboardFigures: readonly Figure<ScoredLane>[] = [
  figure(
    'latency_p50',
    'Latency p50',
    'ms',
    ({ figures }) => figures.latency.p50,
    'Half of the prices were on the screen within this time after they were due at the server.',
    { comparison: byPercentile('p50') },
  ),
  figure(
    'latency_p90',
    'Latency p90',
    'ms',
    ({ figures }) => figures.latency.p90,
    'Nine of ten prices were on the screen within this time.',
    { comparison: byPercentile('p90') },
  ),
  figure(
    'latency_p99',
    'Latency p99',
    'ms',
    ({ figures }) => figures.latency.p99,
    '99 of 100 prices were on the screen within this time. An average would hide the few that hurt.',
    { comparison: byPercentile('p99') },
  ),
  figure(
    'latency_max',
    'Latency max',
    'ms',
    ({ figures }) => figures.latency.max,
    'The price that was the latest of all.',
    {
      comparison: byExtreme('latency_max', ({ latency }) => latency.max),
    },
  ),
  figure(
    'stale_share',
    'Price out of date',
    'share',
    ({ figures }) => figures.staleness.share,
    'Part of the time in which there was a newer price than the one on the screen.',
    { comparison: byShare },
  ),
  figure(
    'stale_longest',
    'Longest out of date',
    'ms',
    ({ figures }) => figures.staleness.longest,
    'The longest time without the newest price.',
    { comparison: byExtreme('stale_longest', ({ staleness }) => staleness.longest) },
  ),
  figure(
    'recovery',
    'Time to recover',
    'ms',
    ({ figures }) => figures.recovery,
    'From the end of a fault until the first price that was due after it was received; the slowest. A freeze never ends for the connections it hit: it counts from its start.',
    { comparison: byDuration(({ recovery }) => recovery) },
  ),
  figure(
    'cost',
    'Cost of staleness',
    'money',
    ({ figures }) => figures.trader.cost,
    'What the automatic trader lost: every second it offers 100 shares at the price on the screen, and whoever knows the true price takes the better side. Only quotes that were answered.',
    { comparison: byCost },
  ),
  figure(
    'trade_p50',
    'Trade round trip p50',
    'ms',
    ({ figures }) => figures.trader.roundTrip,
    'Half of the trades, those of the automatic trader and of the buttons, were answered within this time.',
    { comparison: byRoundTrip },
  ),
  figure(
    'requests',
    'Requests',
    'count',
    ({ figures }) => figures.requests,
    'HTTP requests that the server received, handshakes and trades included.',
    { comparison: byCount },
  ),
  figure(
    'empty',
    'Empty answers',
    'count',
    ({ figures }) => figures.empty,
    'Answers that brought no price; those to trades bring a fill, and are not among them.',
    { comparison: byCount },
  ),
  figure(
    'connections',
    'Connections',
    'count',
    ({ figures }) => figures.connections,
    'TCP connections that carried the technique. Over HTTP/2 the lanes share one, and each counts it.',
    { comparison: byCount },
  ),
  figure(
    'reconnects',
    'Reconnects',
    'count',
    ({ figures }) => figures.reconnects,
    'Times the connection was lost and came back.',
    { comparison: byCount },
  ),
  figure(
    'bytes',
    'Bytes, both ways',
    'B',
    ({ figures }) => figures.bytes,
    "TCP payload that crossed the technique's sockets, from the sockets' own counters.",
    { comparison: byBytes(({ bytes }) => bytes) },
  ),
  figure('bytes_up', 'Bytes up', 'B', ({ figures }) => figures.up, 'From the browser to the server.', {
    comparison: byBytes(({ up }) => up),
  }),
  figure('bytes_down', 'Bytes down', 'B', ({ figures }) => figures.down, 'From the server to the browser.', {
    comparison: byBytes(({ down }) => down),
  }),
  figure(
    'overhead',
    'Overhead',
    'B',
    ({ figures }) => figures.overhead,
    "All bytes but those of the prices' own JSON.",
    { comparison: byBytes(({ overhead }) => overhead) },
  ),
  figure(
    'bytes_per_tick',
    'Bytes per tick',
    'B',
    ({ figures }) => figures.bytesPerTick,
    'Bytes both ways but those of handshakes, for each price that came while they crossed.',
    { comparison: byBytesPerTick },
  ),
  figure(
    'ticks',
    'Ticks received',
    'count',
    ({ figures }) => figures.order.received,
    'Each price counted once, of all those that were due.',
    {
      less: false,
    },
  ),
  figure(
    'lost',
    'Ticks lost',
    'count',
    ({ figures }) => figures.order.lost + figures.order.missed,
    'Numbers that never came, and those the server said it no longer had.',
    { comparison: byCount },
  ),
  figure(
    'disorder',
    'Doubled, out of order',
    'count',
    ({ figures }) => figures.order.doubled + figures.order.outOfOrder,
    'Prices that came twice, or after a later one.',
    { comparison: byCount },
  ),
];

/** The lanes that have something to show. */
export function scoredLanes({ lanes }: { lanes: readonly LaneSnapshot[] }): LaneSnapshot[] {
  return lanes.filter(({ on, figures }) => on || figures.requests > 0);
}

/** A lane, and the same one in what stands beside it, where it was there: the segment before, or a run that was saved. */
export interface LaneOfSegment extends ScoredLane {
  before?: ScoredLane | undefined;
  saved?: ScoredLane | undefined;
}

/** Whether a figure does not grow with the time that was measured, so that segments of any length can be compared by it. */
const isOfAnyLength = ({ unit, key }: Figure<ScoredLane>) =>
  unit === 'ms' || unit === 'share' || key === 'bytes_per_tick';

/** The same figures, with how many times those beside them they are, where that says something. */
export const figuresOfSegments: readonly Figure<LaneOfSegment>[] = scoreboardFigures.map((row) => ({
  ...row,
  note: (lane) => {
    const beside = lane.saved ?? lane.before;
    const then = beside && isOfAnyLength(row) ? row.value(beside) : null;
    const now = row.value(lane);
    return then && now ? `${formatRatio(now / then)} ${lane.saved ? 'saved' : 'before'}` : null;
  },
}));
