import { type Figure, figure } from '@/lib/figures/figure';
import { formatCount } from '@/lib/figures/format';
import { formatIn } from '@/lib/figures/unit';
import { figuresOfSegments, type LaneOfSegment } from './scoreboard';
import type { LaneFigures } from './snapshot';
import { byCount, type ScoredLane } from './telling-apart';

/** A row of the scoreboard. */
export interface ScoreRow {
  figure: Figure<LaneOfSegment>;
  /** In plain words. */
  name: string;
  /** The term of the field beside it; empty where the name is one. */
  term: string;
  /** Whether it says something to everybody; the others are seen where all figures are wanted. */
  isSaying(lanes: readonly ScoredLane[]): boolean;
  /** Its value as it is written. */
  text(lane: ScoredLane): string;
}

export interface ScoreGroup {
  title: string;
  rows: readonly ScoreRow[];
}

type Saying = ScoreRow['isSaying'];

const always: Saying = () => true;
const never: Saying = () => false;
const some =
  (value: (figures: LaneFigures) => number | null): Saying =>
  (lanes) =>
    lanes.some(({ figures }) => (value(figures) ?? 0) > 0);

/** All that went wrong with prices, in one row; each kind has one of its own too. */
const defects: Figure<LaneOfSegment> = figure(
  'defects',
  'Lost, doubled, out of order',
  'count',
  ({ figures: { order } }) => order.lost + order.missed + order.doubled + order.outOfOrder,
  'Prices whose numbers never came, came twice, or came after a later one. The page checks every number.',
  { comparison: byCount },
);

function row(key: string, name: string, term: string, isSaying: Saying): ScoreRow {
  const found = [...figuresOfSegments, defects].find((figure) => figure.key === key);
  if (!found) throw new Error(`there is no figure ${key}`);
  const text = (lane: ScoredLane) => {
    const { received, lost, missed } = lane.figures.order;
    return key === 'ticks'
      ? `${formatCount(received)} of ${formatCount(received + lost + missed)}`
      : formatIn(found.unit, found.value(lane));
  };
  return { figure: found, name, term, isSaying, text };
}

/** All figures by the question that they answer. */
export const scoreGroups: readonly ScoreGroup[] = [
  {
    title: 'How late?',
    rows: [
      row('latency_p50', 'Typical latency', 'p50', always),
      row('latency_p90', 'Slowest 1 in 10', 'p90', never),
      row('latency_p99', 'Slowest 1 in 100', 'p99', always),
      row('latency_max', 'The slowest of all', 'max', never),
      row('stale_share', 'Wrong price on the screen', 'out of date', always),
      row('stale_longest', 'Longest with a wrong price', 'out of date', never),
      row(
        'recovery',
        'Time to recover',
        'after a fault',
        some(({ recovery }) => recovery),
      ),
    ],
  },
  {
    title: 'What does it cost?',
    rows: [
      row('requests', 'Requests', '', always),
      row('empty', 'Answers without news', 'empty', always),
      row('bytes_per_tick', 'Bytes per price', 'both ways', always),
      row(
        'cost',
        'Money lost by old prices',
        'cost of staleness',
        some(({ trader }) => trader.quotes),
      ),
      row(
        'trade_p50',
        'Typical trade',
        'round trip p50',
        some(({ trader }) => trader.trades),
      ),
      row('connections', 'Connections', 'TCP', never),
      row(
        'reconnects',
        'Times it came back',
        'reconnects',
        some(({ reconnects }) => reconnects),
      ),
      row('bytes', 'Bytes', 'both ways', never),
      row('bytes_up', 'Bytes up', 'to the server', never),
      row('bytes_down', 'Bytes down', 'to the browser', never),
      row('overhead', 'Bytes that are no price', 'overhead', never),
    ],
  },
  {
    title: 'Did all arrive?',
    rows: [
      row('ticks', 'Prices received', 'ticks', always),
      row('defects', 'Lost, doubled, out of order', '', always),
      row(
        'lost',
        'Prices lost',
        '',
        some(({ order }) => order.lost + order.missed),
      ),
      row(
        'disorder',
        'Doubled, out of order',
        '',
        some(({ order }) => order.doubled + order.outOfOrder),
      ),
    ],
  },
];
