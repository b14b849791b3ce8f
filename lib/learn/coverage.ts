import { scoreboardFigures } from '@/lib/run/scoreboard';
import type { Condition, Expression, LaneNamed } from './condition-syntax';

/** An answer that can be chosen; it is the measured one where all its conditions hold. */
export interface ConditionedChoice {
  label: string;
  conditions: readonly Condition[];
}

/** So many cases are looked at, and no more. */
const MOST_CASES = 20_000;

/**
 * Whether every run has exactly one measured choice: all values that the measured expressions can have are tried, on both
 * sides of each bound.
 *
 * @returns what is wrong, with an example; null where nothing is
 */
export function coverageProblem(choices: readonly ConditionedChoice[]): string | null {
  const axes = axesOf(choices.flatMap(({ conditions }) => conditions));
  if (axes.reduce((cases, { values }) => cases * values.length, 1) > MOST_CASES)
    return 'the choices measure too many things at once; measure one';
  for (const values of casesOf(axes)) {
    const fitting = choices.filter(({ conditions }) =>
      conditions.every((condition) => holdsAt(condition, values.get(nameOf(condition.expression)) ?? 0)),
    );
    const [first, second] = fitting;
    const where = [...values].map(([name, value]) => `${name} is ${value}`).join(' and ');
    if (!first) return `no choice fits where ${where}`;
    if (second) return `“${first.label}” and “${second.label}” both fit where ${where}`;
  }
  return null;
}

/** A measured expression, and values of it between and at all bounds. */
interface Axis {
  name: string;
  values: readonly number[];
}

function axesOf(conditions: readonly Condition[]): Axis[] {
  const names = distinct(conditions.map(({ expression }) => nameOf(expression)));
  return names.map((name) => ({
    name,
    values: valuesAround(conditions.filter(({ expression }) => nameOf(expression) === name)),
  }));
}

function valuesAround(conditions: readonly Condition[]): number[] {
  const bounds = conditions.map(boundOf);
  if (conditions.some(({ expression }) => isCount(expression))) {
    const whole = bounds.flatMap((bound) => [Math.ceil(bound) - 1, bound, Math.floor(bound) + 1]);
    return distinct([0, ...whole].filter((value) => value >= 0 && Number.isInteger(value)));
  }
  const sorted = distinct([0, ...bounds]).sort((a, b) => a - b);
  const between = sorted.map((bound, i) => (bound + (sorted[i + 1] ?? bound + 2)) / 2);
  return [...sorted, ...between, Number.POSITIVE_INFINITY].filter((value) => value >= 0);
}

const distinct = <T>(values: readonly T[]) => [...new Set(values)];

/** Where two lanes are compared in words, less than the other is a ratio below 1, and a tie is 1. */
const boundOf = ({ number }: Condition) => number ?? 1;

const isCount = ({ figure, against }: Expression) =>
  against === null && scoreboardFigures.find(({ key }) => key === figure)?.unit === 'count';

function holdsAt(condition: Condition, value: number): boolean {
  const bound = boundOf(condition);
  switch (condition.operator) {
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
    case '=':
      return value === bound;
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

function nameOf({ figure, lane, against }: Expression): string {
  const laneName = ({ technique, run }: LaneNamed) => `${technique}${run > 1 ? ` in run ${run}` : ''}`;
  return `${figure} of ${laneName(lane)}${against ? ` / ${laneName(against)}` : ''}`;
}
