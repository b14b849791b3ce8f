import { nameOfFault } from '@/lib/faults/faults';
import { compare } from '@/lib/figures/compare';
import type { Figure } from '@/lib/figures/figure';
import { formatClock } from '@/lib/figures/format';
import { ENOUGH_PRICES } from '@/lib/run/fitness';
import { scoreboardFigures } from '@/lib/run/scoreboard';
import type { ScoredLane } from '@/lib/run/telling-apart';
import type { TechniqueId } from '@/lib/techniques';
import { askIntervalOf } from '@/lib/techniques/settings';
import { type Finding, findingOf, type Wording } from './finding';
import { candidatesOf, type SeenLane, type SegmentSeen } from './seen';
import { listOf, NBSP, type Sentence, say } from './sentence';

/** What an answer still waits for. */
export interface Missing {
  /** Goes on after “The answer stands here”. */
  until: string;
  /** How far that is; null where it cannot be told. */
  progress: { have: number; need: number } | null;
}

export type Outcome = { kind: 'found'; finding: Finding } | { kind: 'missing'; missing: Missing };

/** What a segment says by one rule. @param lanes those that can be compared, two at least */
type Rule = (seen: SegmentSeen, lanes: readonly SeenLane[]) => Outcome;

/** How a figure's row has to stand before anything is said of it; null where that is not needed. */
type Wait = (seen: SegmentSeen, lanes: readonly SeenLane[]) => Missing | null;

const rules = {
  first: withReason(
    byFigure('latency_p50', forPrices, {
      lead: 'First',
      tie: 'First is a tie.',
      best: (value) => `typically ${value} late`,
      behind: { verb: 'is', times: 'as late', little: 'is a little later,' },
    }),
    waitsForPolls,
  ),
  cheapest: byFigure('bytes_per_tick', forCounts, {
    lead: 'Cheapest',
    tie: 'Cheapest is a tie.',
    best: (value) => `${value} for each price`,
    behind: { verb: 'takes', times: 'as much', little: 'takes a little more,' },
  }),
  requests: byFigure('requests', forCounts, {
    lead: 'Fewest requests',
    tie: 'Fewest requests: a tie.',
    best: (value) => value,
    behind: { verb: 'sent', value: (value) => value },
  }),
  empty: byFigure('empty', forCounts, {
    lead: 'Fewest answers without news',
    tie: 'Fewest answers without news: a tie.',
    best: (value) => value,
    behind: { verb: 'had', value: (value) => value },
  }),
  outOfDate: byFigure('stale_share', forPrices, {
    lead: 'Least out of date',
    tie: 'Least out of date is a tie.',
    best: (value) => `${value} of the time`,
    behind: { verb: 'is out of date', value: (value) => `${value} of the time` },
  }),
  longestOutOfDate: byFigure('stale_longest', forOutage, {
    lead: 'Shortest time out of date',
    tie: 'The longest time out of date is a tie.',
    best: (value) => value,
    behind: { verb: 'was out of date for', value: (value) => value },
  }),
  back: byFigure('recovery', forFault, {
    lead: 'Back first',
    tie: 'Back first is a tie.',
    best: (value) => `after ${value}`,
    behind: { verb: 'took', value: (value) => value },
  }),
  traderCost: byFigure('cost', forTrades, {
    lead: 'Lowest cost',
    tie: 'Lowest cost is a tie.',
    best: (value) => `${value} so far`,
    behind: { verb: 'cost', times: 'as much', little: 'cost a little more,' },
  }),
  /** What broke in this segment, and whether all prices came. */
  broken: ({ faults }) => {
    if (faults.length === 0)
      return { kind: 'missing', missing: { until: 'after the first fault', progress: null } };
    const last = faults.slice(-3).map(({ kind, from }) => `${nameOfFault(kind)} at ${formatClock(from)}`);
    const more = faults.length > last.length ? `${faults.length} faults, the last: ` : '';
    return found('broken', [say`${{ strong: 'What broke:' }} ${more}${last.join(', ')}.`]);
  },
  arrived: ({ lanes }) => {
    const gaps = lanes.filter(({ figures: { order } }) => order.lost + order.missed > 0);
    const sentence =
      gaps.length === 0
        ? say`${{ strong: 'No price is missing' }}, in any lane.`
        : say`${{ strong: 'Prices are missing' }} in ${listOf(gaps.map(({ id }) => id))}.`;
    const whole = lanes.filter((lane) => !gaps.includes(lane)).map(({ id }) => id);
    return found(
      'arrived',
      [sentence],
      whole,
      gaps.map(({ id }) => id),
    );
  },
} satisfies Record<string, Rule>;

export type RuleName = keyof typeof rules;

export function outcomeOf(name: RuleName, seen: SegmentSeen): Outcome {
  return rules[name](seen, candidatesOf(seen));
}

/** A rule that says what the one comparison of figures finds, once all lanes that can be compared have a mark. */
function byFigure(key: string, wait: Wait, wording: Wording): Rule {
  return (seen, lanes) => {
    const row = figureOf(key);
    const missing = wait(seen, lanes);
    if (missing) return { kind: 'missing', missing };
    const { marks } = compare(row, lanes);
    if (marks.every(({ kind }) => kind !== 'none'))
      return { kind: 'found', finding: findingOf(row, wording, lanes) };
    return { kind: 'missing', missing: { until: 'in a moment', progress: null } };
  };
}

/** A rule that also says why some are behind, where their figures show it. */
function withReason(
  rule: Rule,
  reason: (seen: SegmentSeen, lanes: readonly SeenLane[], finding: Finding) => Sentence | null,
): Rule {
  return (seen, lanes) => {
    const outcome = rule(seen, lanes);
    const because = outcome.kind === 'found' && reason(seen, lanes, outcome.finding);
    if (!because) return outcome;
    const { finding } = outcome;
    return { kind: 'found', finding: { ...finding, sentences: [...finding.sentences, because] } };
  };
}

/**
 * What is typically later than the best by a quarter of the time between two polls, up to all of it, is late because of
 * that time: a price that may come at any moment waits for half of it on average.
 */
function waitsForPolls(
  { settings }: SegmentSeen,
  lanes: readonly SeenLane[],
  { best, behind }: Finding,
): Sentence | null {
  const typical = (id: TechniqueId) => lanes.find((lane) => lane.id === id)?.figures.latency.p50 ?? 0;
  const id = behind.find((lane) => {
    const interval = askIntervalOf(lane, settings) ?? 0;
    const later = typical(lane) - Math.max(...best.map(typical));
    return later >= interval / 4 && later <= interval;
  });
  const interval = id && askIntervalOf(id, settings);
  if (!interval) return null;
  return say`With ${{ technique: id }} a new price waits for the next poll, one every ${`${interval / 1000}${NBSP}s`}.`;
}

function figureOf(key: string): Figure<ScoredLane> {
  const row = scoreboardFigures.find((figure) => figure.key === key);
  if (!row) throw new Error(`there is no figure ${key}`);
  return row;
}

function forPrices(_: SegmentSeen, lanes: readonly SeenLane[]): Missing | null {
  const have = Math.min(...lanes.map(({ figures }) => figures.latency.count));
  if (have >= ENOUGH_PRICES) return null;
  return { until: `after ${ENOUGH_PRICES} prices`, progress: { have, need: ENOUGH_PRICES } };
}

function forCounts(_: SegmentSeen, lanes: readonly SeenLane[]): Missing | null {
  if (lanes.every(({ comparison }) => comparison.unfit.counts === null)) return null;
  return { until: 'after two polls, and a price in each lane', progress: null };
}

function forTrades(_: SegmentSeen, lanes: readonly SeenLane[]): Missing | null {
  const have = Math.min(...lanes.map(({ figures }) => figures.trader.quotes));
  if (have >= ENOUGH_PRICES) return null;
  return { until: `after ${ENOUGH_PRICES} trades`, progress: { have, need: ENOUGH_PRICES } };
}

function forFault({ faults }: SegmentSeen, lanes: readonly SeenLane[]): Missing | null {
  if (faults.length === 0) return { until: 'after the first fault', progress: null };
  const isBack = lanes.every(({ figures }) => figures.recovery !== null);
  return isBack ? null : { until: 'when each lane is back', progress: null };
}

/** Where the network goes away again and again: once it has been away. */
function forOutage(seen: SegmentSeen, lanes: readonly SeenLane[]): Missing | null {
  const { outageEvery, outageFor } = seen.settings;
  const need = outageEvery > 0 ? outageEvery + outageFor : 0;
  if (seen.elapsed >= need) return forPrices(seen, lanes);
  return { until: 'after the first outage', progress: { have: Math.floor(seen.elapsed), need } };
}

function found(
  rule: string,
  sentences: readonly Sentence[],
  best: readonly TechniqueId[] = [],
  behind: readonly TechniqueId[] = [],
): Outcome {
  return { kind: 'found', finding: { rule, sentences, best, behind, times: {}, strip: null } };
}
