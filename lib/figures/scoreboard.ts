import type { LaneFigures, LaneSnapshot, Snapshot } from '@/lib/run/snapshot';
import type { Scenario } from '@/lib/scenario/scenario';
import { nameOf } from '@/lib/techniques';
import { type Figure, markdownTable } from './figure';
import { formatMs } from './format';

const figure = (
  key: string,
  label: string,
  unit: Figure<LaneFigures>['unit'],
  value: Figure<LaneFigures>['value'],
  meaning: string,
  less = true,
): Figure<LaneFigures> => ({ key, label, unit, value, meaning, less });

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
  figure('ticks', 'Ticks received', 'count', (f) => f.order.received, 'Each tick counted once.', false),
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

/** The scoreboard as a Markdown table, values as on the page. */
export function toMarkdown(snapshot: Snapshot, link: string): string {
  const lanes = scoredLanes(snapshot);
  const columns = lanes.map(({ id, figures }) => ({ name: nameOf(id), measured: figures }));
  return [
    ...markdownTable(scoreboardFigures, columns),
    '',
    `${snapshot.elapsed.toFixed(1)} s, ${uncertaintyOf(snapshot)}, ${link}`,
    '',
  ].join('\n');
}

/** One line for each figure, one column for each technique; durations in ms, sizes in bytes, shares of 0 to 1. */
export function toCsv(snapshot: Snapshot): string {
  const lanes = scoredLanes(snapshot);
  const lines = [
    ['figure', 'unit', ...lanes.map(({ id }) => id)],
    ...scoreboardFigures.map((entry) => [
      entry.key,
      entry.unit,
      ...lanes.map(({ figures }) => String(entry.value(figures) ?? '')),
    ]),
  ];
  return `${lines.map((cells) => cells.join(',')).join('\n')}\n`;
}

/** Everything that was measured, with the scenario and the date, as JSON. */
export function toJson(snapshot: Snapshot, scenario: Scenario, link: string): string {
  const { clock, elapsed, startedAt, interruptions, faults, notices } = snapshot;
  const document = {
    date: new Date().toISOString(),
    link,
    scenario,
    run: {
      startedAt: startedAt === null ? null : new Date(startedAt).toISOString(),
      seconds: elapsed,
      clockUncertaintyMs: clock?.uncertainty ?? null,
      interruptions,
      faults,
      notices,
    },
    techniques: Object.fromEntries(scoredLanes(snapshot).map(({ id, figures }) => [id, figures])),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function uncertaintyOf({ clock }: Snapshot): string {
  return clock ? `latencies ± ${formatMs(clock.uncertainty)}` : 'clocks not compared';
}
