import { scoreboardFigures } from '@/lib/run/scoreboard';
import type { Condition, LaneNamed, Operator } from './condition-syntax';

/** An answer that can be chosen; it is the measured one where all its conditions hold. */
export interface ConditionedChoice {
  label: string;
  conditions: readonly Condition[];
}

/** So many cases are looked at, and no more. */
const MOST_CASES = 20_000;

/**
 * Whether every run has exactly one measured choice: all values that the measured expressions can have are tried, on both
 * sides of each bound. Different expressions are taken to have nothing to do with one another.
 *
 * @returns what is wrong, with an example; null where nothing is
 */
export function coverageProblem(choices: readonly ConditionedChoice[]): string | null {
  const bounded = choices.map(({ label, conditions }) => ({ label, bounds: conditions.map(boundOf) }));
  const axes = axesOf(bounded.flatMap(({ bounds }) => bounds));
  if (axes.reduce((cases, { values }) => cases * values.length, 1) > MOST_CASES)
    return 'the choices measure too many things at once; measure one';
  for (const values of casesOf(axes)) {
    const [first, second] = bounded.filter(({ bounds }) =>
      bounds.every((bound) => isWithin(bound, values.get(bound.name) ?? 0)),
    );
    const where = [...values].map(([name, value]) => `${name} is ${value}`).join(' and ');
    if (!first) return `no choice fits where ${where}`;
    if (second) return `“${first.label}” and “${second.label}” both fit where ${where}`;
  }
  return null;
}

/** What a condition asks of the value of an expression. */
interface Bound {
  /** The expression, in one way of writing it. */
  name: string;
  operator: Operator;
  at: number;
  /** The values that the expression can have: whole numbers, shares, or all from 0. */
  unit: 'count' | 'share' | null;
}

const mirrored = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=' } as const;

/** Where two lanes are compared in words, less than the other is a ratio below 1, and a tie is 1. */
function boundOf({ expression, operator, number }: Condition): Bound {
  const { figure, lane, against } = expression;
  const at = number ?? 1;
  if (!against) return { name: `${figure} of ${nameOf(lane)}`, operator, at, unit: unitOf(figure) };
  const names = [nameOf(lane), nameOf(against)] as const;
  // A / B and B / A are one expression.
  return names[0] < names[1]
    ? { name: `${figure} of ${names[0]} / ${names[1]}`, operator, at, unit: null }
    : {
        name: `${figure} of ${names[1]} / ${names[0]}`,
        operator: mirrored[operator],
        at: 1 / at,
        unit: null,
      };
}

function unitOf(figure: string): Bound['unit'] {
  const unit = scoreboardFigures.find(({ key }) => key === figure)?.unit;
  return unit === 'count' || unit === 'share' ? unit : null;
}

/** A measured expression, and values of it between and at all bounds. */
interface Axis {
  name: string;
  values: readonly number[];
}

function axesOf(bounds: readonly Bound[]): Axis[] {
  const names = distinct(bounds.map(({ name }) => name));
  return names.map((name) => ({ name, values: valuesAround(bounds.filter((bound) => bound.name === name)) }));
}

function valuesAround(bounds: readonly Bound[]): number[] {
  const all = bounds.map(({ at }) => at);
  const unit = bounds[0]?.unit ?? null;
  if (unit === 'count') {
    const whole = all.flatMap((bound) => [Math.ceil(bound) - 1, bound, Math.floor(bound) + 1]);
    return distinct([0, ...whole].filter((value) => value >= 0 && Number.isInteger(value)));
  }
  const most = unit === 'share' ? 1 : Number.POSITIVE_INFINITY;
  const sorted = distinct([0, ...all]).sort((a, b) => a - b);
  const between = sorted.map((bound, i) => (bound + (sorted[i + 1] ?? bound + 2)) / 2);
  return distinct([...sorted, ...between, most].filter((value) => value >= 0 && value <= most));
}

const distinct = <T>(values: readonly T[]) => [...new Set(values)];

function isWithin({ operator, at }: Bound, value: number): boolean {
  switch (operator) {
    case '<':
      return value < at;
    case '<=':
      return value <= at;
    case '>':
      return value > at;
    case '>=':
      return value >= at;
    case '=':
      return value === at;
  }
}

function* casesOf(axes: readonly Axis[]): Generator<ReadonlyMap<string, number>> {
  const [first, ...others] = axes;
  if (!first) {
    yield new Map();
    return;
  }
  for (const rest of casesOf(others))
    for (const value of first.values) yield new Map([[first.name, value], ...rest]);
}

const nameOf = ({ technique, run }: LaneNamed) => `${technique}${run > 1 ? ` in run ${run}` : ''}`;
