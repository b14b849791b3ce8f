import { compare, NO_DIFFERENCE } from '@/lib/figures/compare';
import type { Figure } from '@/lib/figures/figure';
import { fitnessOf } from '@/lib/run/fitness';
import { scoreboardFigures } from '@/lib/run/scoreboard';
import { byCount, bySegment, type ScoredLane } from '@/lib/run/telling-apart';
import { nameOf } from '@/lib/techniques';
import { askIntervalOf } from '@/lib/techniques/settings';
import type { SeenLane, SegmentSeen } from '@/lib/verdict/seen';
import { amount, multiple, NBSP } from '@/lib/verdict/sentence';
import { type Condition, type Expression, type LaneNamed, type Operator, ofPrices } from './condition-syntax';

export { type Condition, type Expression, parseCondition, parseExpression } from './condition-syntax';

/** What was measured, so far. */
export interface Measured {
  /**
   * In the unit of the figure, or how many times that of the other lane it is: 1 where no difference can be measured,
   * infinite where that of the other is 0. null where it is not known.
   */
  value: number | null;
  /** With its unit, or as a multiple; a dash where it is not known. */
  inWords: string;
  /** Why that is not enough to judge by, in a few words; null where it is. */
  enough: string | null;
}

/** What a run says of a condition. */
export type Judgement = 'holds' | 'fails' | { undecided: string };

/** @param runs in their order: the first is run 1 */
export function measure(expression: Expression, runs: readonly SegmentSeen[]): Measured {
  const { lane, against } = expression;
  const first = laneOf(expression, lane, runs);
  if (!against) return first.measured;
  const second = laneOf(expression, against, runs);
  const order = orderOf(expression, first, second);
  if (typeof order !== 'string')
    return { value: null, inWords: amount('count', null), enough: order.undecided };
  if (order === 'tie') return { value: 1, inWords: NO_DIFFERENCE, enough: null };
  const [value, other] = [first.measured.value ?? 0, second.measured.value ?? 0];
  if (value < 0 || other <= 0) {
    const inWords = `${first.measured.inWords} against ${second.measured.inWords}`;
    return { value: order === 'more' ? Infinity : 0, inWords, enough: null };
  }
  return { value: value / other, inWords: timesOf(value / other), enough: null };
}

/** Judges by the one comparison of figures, or by the number that is measured. @param runs in their order */
export function judge(condition: Condition, runs: readonly SegmentSeen[]): Judgement {
  const { expression, operator, number } = condition;
  if (number === null && expression.against) {
    const first = laneOf(expression, expression.lane, runs);
    const second = laneOf(expression, expression.against, runs);
    const order = orderOf(expression, first, second);
    return typeof order === 'string' ? said(holds(signs[order], operator, 0)) : order;
  }
  const { value, enough } = measure(expression, runs);
  if (enough !== null || value === null) return { undecided: enough ?? 'it has not been measured' };
  return said(holds(value, operator, number ?? 0));
}

const said = (isTrue: boolean) => (isTrue ? 'holds' : 'fails');

function holds(value: number, operator: Operator, number: number): boolean {
  switch (operator) {
    case '<':
      return value < number;
    case '<=':
      return value <= number;
    case '>':
      return value > number;
    case '>=':
      return value >= number;
    case '=':
      return value === number;
  }
}

/** How a lane stands to another, as far as it can be told. */
type Order = 'less' | 'tie' | 'more';

const signs: Record<Order, number> = { less: -1, tie: 0, more: 1 };

interface Found {
  /** null where there is none. */
  lane: SeenLane | null;
  measured: Measured;
}

function orderOf(expression: Expression, a: Found, b: Found): Order | { undecided: string } {
  const undecided = a.measured.enough ?? b.measured.enough ?? 'it has not been measured';
  if (!a.lane || !b.lane || a.measured.value === null || b.measured.value === null) return { undecided };
  const isOneRun = expression.lane.run === expression.against?.run;
  const { marks, tie } = compare(compared(expression, isOneRun), [a.lane, b.lane]);
  const unmarked = marks.find(({ kind }) => kind === 'none');
  if (unmarked?.kind === 'none') return { undecided: unmarked.why ?? undecided };
  if (tie) return 'tie';
  return marks[0]?.kind === 'best' ? 'less' : 'more';
}

/** The figure as its lanes are told apart: those of two runs have no prices in common. */
function compared({ figure: key }: Expression, isOneRun: boolean): Figure<ScoredLane> {
  const figure = figureOf(key);
  if (key === 'latency_p50' && !isOneRun) return { ...figure, comparison: bySegment };
  return figure.less ? figure : { ...figure, less: true, comparison: byCount };
}

/** These say what was lost, so that nothing was lost is not asked of them. */
const OF_LOSSES = ['lost', 'disorder', 'ticks'];

function laneOf({ figure: key }: Expression, named: LaneNamed, runs: readonly SegmentSeen[]): Found {
  const figure = figureOf(key);
  const seen = runs[named.run - 1];
  const found = seen?.lanes.find(({ id }) => id === named.technique);
  if (!seen || !found) {
    const enough = seen ? `${nameOf(named.technique)} has no lane` : `run ${named.run} has not been made`;
    return { lane: null, measured: { value: null, inWords: amount(figure.unit, null), enough } };
  }
  const lane = OF_LOSSES.includes(key) ? withLosses(found, seen) : found;
  const value = figure.value(lane);
  const missing = value === null ? 'it has not been measured' : null;
  // A figure by itself needs no prices that other lanes have as well.
  const unfit = ofPrices.includes(key)
    ? lane.comparison.unfit.latency
    : (figure.comparison ?? byCount).unfit(lane);
  return { lane, measured: { value, inWords: amount(figure.unit, value), enough: unfit ?? missing } };
}

/** A lane as it can be compared whatever it has lost. */
function withLosses(lane: SeenLane, { lanes, elapsed, settings }: SegmentSeen): SeenLane {
  const { latency, order } = lane.figures;
  const unfit = fitnessOf(
    lanes,
    elapsed * 1000,
    Math.max(0, ...settings.techniques.map((id) => askIntervalOf(id, settings) ?? 0)),
  )({ ...lane, figures: { latency, order: { ...order, lost: 0, missed: 0 } } });
  return { ...lane, comparison: { ...lane.comparison, unfit } };
}

function figureOf(key: string): Figure<ScoredLane> {
  const figure = scoreboardFigures.find((row) => row.key === key);
  if (!figure) throw new Error(`there is no figure ${key}`);
  return figure;
}

/** To two figures, also below 1: 0.043 times. */
function timesOf(times: number): string {
  return times < 1 ? `${Number(times.toPrecision(2))}${NBSP}times` : multiple(times);
}
