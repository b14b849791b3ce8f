import { type Figure, figure } from '@/lib/figures/figure';
import type { LaneFigures, LaneSnapshot, Snapshot } from './snapshot';

/** All figures of the scoreboard, in the order of its rows. */
export const scoreboardFigures: readonly Figure<LaneFigures>[] = [
  figure(
    'latency_p50',
    'Latency p50',
    'ms',
    (f) => f.latency.p50,
    'Half of the ticks were received within this time after they came into being on the server.',
  ),
  figure(
    'latency_p90',
    'Latency p90',
    'ms',
    (f) => f.latency.p90,
    'Nine of ten ticks were received within this time.',
  ),
  figure(
    'latency_p99',
    'Latency p99',
    'ms',
    (f) => f.latency.p99,
    '99 of 100 ticks were received within this time.',
  ),
  figure('latency_max', 'Latency max', 'ms', (f) => f.latency.max, 'The latest tick of the run.'),
  figure(
    'stale_share',
    'Price out of date',
    'share',
    (f) => f.staleness.share,
    'Part of the run in which there was a newer price than the one on the screen.',
  ),
  figure(
    'stale_longest',
    'Longest out of date',
    'ms',
    (f) => f.staleness.longest,
    'The longest time without the newest price.',
  ),
  figure(
    'recovery',
    'Time to recover',
    'ms',
    (f) => f.recovery,
    'From the end of a fault until the first price that came into being after it was received; the slowest of the run. A freeze never ends for the connections it hit: it counts from its start.',
  ),
  figure(
    'cost',
    'Cost of staleness',
    'money',
    (f) => f.trader.cost,
    'What the automatic trader lost: every second it offers 100 shares at the price on the screen, and whoever knows the true price takes the better side. Only quotes that were answered.',
  ),
  figure(
    'trade_p50',
    'Trade round trip p50',
    'ms',
    (f) => f.trader.roundTrip,
    'Half of the trades, those of the automatic trader and of the buttons, were answered within this time.',
  ),
  figure(
    'requests',
    'Requests',
    'count',
    (f) => f.requests,
    'HTTP requests that the server received, handshakes and trades included.',
  ),
  figure(
    'empty',
    'Empty answers',
    'count',
    (f) => f.empty,
    'Answers that carried no tick; those to trades carry a fill, and are not among them.',
  ),
  figure(
    'connections',
    'Connections',
    'count',
    (f) => f.connections,
    'TCP connections that carried the technique.',
  ),
  figure(
    'reconnects',
    'Reconnects',
    'count',
    (f) => f.reconnects,
    'Times the connection was lost and came back.',
  ),
  figure(
    'bytes',
    'Bytes, both ways',
    'B',
    (f) => f.bytes,
    "TCP payload that crossed the technique's sockets, from the sockets' own counters.",
  ),
  figure('bytes_up', 'Bytes up', 'B', (f) => f.up, 'From the browser to the server.'),
  figure('bytes_down', 'Bytes down', 'B', (f) => f.down, 'From the server to the browser.'),
  figure('overhead', 'Overhead', 'B', (f) => f.overhead, "All bytes but those of the ticks' own JSON."),
  figure(
    'bytes_per_tick',
    'Bytes per tick',
    'B',
    (f) => f.bytesPerTick,
    'Bytes both ways, for each tick received.',
  ),
  figure('ticks', 'Ticks received', 'count', (f) => f.order.received, 'Each tick counted once.', {
    less: false,
  }),
  figure(
    'lost',
    'Ticks lost',
    'count',
    (f) => f.order.lost + f.order.missed,
    'Numbers that never came, and those the server said it no longer had.',
  ),
  figure(
    'disorder',
    'Doubled, out of order',
    'count',
    (f) => f.order.doubled + f.order.outOfOrder,
    'Ticks that came twice, or after a later one.',
  ),
];

/** The lanes that have something to show. */
export function scoredLanes(snapshot: Snapshot): LaneSnapshot[] {
  return snapshot.lanes.filter(({ on, figures }) => on || figures.requests > 0);
}
