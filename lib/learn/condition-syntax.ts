import { scoreboardFigures } from '@/lib/run/scoreboard';
import { type TechniqueId, techniqueIds } from '@/lib/techniques';

/** A lane of one of the runs that are judged. */
export interface LaneNamed {
  technique: TechniqueId;
  /** Counts from 1. */
  run: number;
}

/** What is measured: a figure of a lane, or how many times that of another lane it is. */
export interface Expression {
  /** A key of `scoreboardFigures`. */
  figure: string;
  lane: LaneNamed;
  /** null where the figure stands alone. */
  against: LaneNamed | null;
}

export const operators = ['<', '<=', '>', '>=', '='] as const;
export type Operator = (typeof operators)[number];

/** What a run holds, or fails: two lanes in their order, or what was measured and a number. */
export interface Condition {
  /** As it was written. */
  text: string;
  expression: Expression;
  operator: Operator;
  /** null where the two lanes of the expression are told apart by what can be measured. */
  number: number | null;
}

/**
 * Reads a condition, such as `requests of long-polling < short-polling`, `latency_p50 of sse = websocket`,
 * `bytes_per_tick of short-polling / websocket >= 5`, `lost of sse <= 0`, or with several runs
 * `latency_p50 of sse in run 1 / run 2 >= 1.5`.
 *
 * @returns it, or what is wrong with it, and what is allowed
 */
export function parseCondition(text: string): { condition: Condition } | { problem: string } {
  return reading(text, (words) => ({ condition: conditionIn(words, text.trim()) }));
}

/** Reads what stands before the operator of a condition, such as `bytes of sse / websocket`. */
export function parseExpression(text: string): { expression: Expression } | { problem: string } {
  return reading(text, (words) => {
    const expression = expressionIn(words);
    words.end();
    return { expression };
  });
}

/** The lanes that it speaks of. */
export function lanesIn({ lane, against }: Expression): LaneNamed[] {
  return against ? [lane, against] : [lane];
}

/** Figures of different runs have no prices in common. These are told apart by pairs of prices alone. */
const inPairs = ['latency_p90', 'latency_p99', 'latency_max', 'stale_share', 'stale_longest'];

/** Figures of the time that prices take: they need enough prices. */
export const ofPrices: readonly string[] = ['latency_p50', ...inPairs];

const keys = scoreboardFigures.map(({ key }) => key);

class Problem extends Error {}

/** The words of a text, one after another. */
class Words {
  private readonly all: readonly string[];
  private next = 0;

  constructor(text: string) {
    this.all = text
      .replace(/<=|>=|[<>=/]/g, ' $& ')
      .split(/\s+/)
      .filter(Boolean);
  }

  get first(): string | undefined {
    return this.all[this.next];
  }

  /** The next one, which has to be one of these. @param what they are */
  oneOf<T extends string>(allowed: readonly T[], what: string): T {
    const found = allowed.find((word) => word === this.first);
    if (found === undefined) throw new Problem(`${this.there} is no ${what}; there are ${listed(allowed)}`);
    this.next++;
    return found;
  }

  /** Whether the next one is this, which is taken then. */
  skip(word: string): boolean {
    if (this.first !== word) return false;
    this.next++;
    return true;
  }

  expect(word: string): void {
    if (!this.skip(word)) throw new Problem(`${this.there} stands where “${word}” has to`);
  }

  /** The next one as a number; null where it is none. */
  number(): number | null {
    const { first } = this;
    if (first === undefined || !/^-?\d+(\.\d+)?$/.test(first)) return null;
    this.next++;
    return Number(first);
  }

  end(): void {
    if (this.first !== undefined) throw new Problem(`${this.there} is too much`);
  }

  private get there(): string {
    return this.first === undefined ? 'the end' : `“${this.first}”`;
  }
}

function reading<T>(text: string, read: (words: Words) => T): T | { problem: string } {
  try {
    return read(new Words(text));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { problem: `“${text.trim()}”: ${error.message}.` };
  }
}

function conditionIn(words: Words, text: string): Condition {
  const named = namedIn(words);
  const operator = words.oneOf(operators, 'comparison');
  const number = words.number();
  const expression = expressionOf(number === null ? comparedIn(words, named) : named);
  words.end();
  if (number !== null && operator === '=' && (expression.against || unitOf(expression) !== 'count'))
    throw new Problem('only a count can be equal to a number; say <= or >=, or name two lanes');
  return { text, expression, operator, number };
}

/** The two lanes of `requests of long-polling < short-polling`. */
function comparedIn(words: Words, named: Named): Named {
  if (named.other) throw new Problem('a ratio is compared with a number');
  return { ...named, other: otherIn(words, named.lane) };
}

const expressionIn = (words: Words) => expressionOf(namedIn(words));

/** A figure of a lane, or of two, where the text has not said of all in which run they are. */
interface Named {
  figure: string;
  lane: Lane;
  other: Lane | null;
}

function namedIn(words: Words): Named {
  const figure = words.oneOf(keys, 'figure');
  words.expect('of');
  const lane = laneIn(words);
  return { figure, lane, other: words.skip('/') ? otherIn(words, lane) : null };
}

function expressionOf({ figure, lane, other }: Named): Expression {
  return other ? between(figure, lane, other) : { figure, lane: inFirst(lane), against: null };
}

type Lane = { technique: TechniqueId; run: number | null };

const inFirst = ({ technique, run }: Lane, otherwise = 1): LaneNamed => ({
  technique,
  run: run ?? otherwise,
});

function laneIn(words: Words): Lane {
  const technique = words.oneOf(techniqueIds, 'technique');
  return { technique, run: words.skip('in') ? runIn(words) : null };
}

/** Another lane, or the same one in another run. */
function otherIn(words: Words, { technique }: Lane): Lane {
  return words.first === 'run' ? { technique, run: runIn(words) } : laneIn(words);
}

function runIn(words: Words): number {
  words.expect('run');
  const run = words.number();
  if (run === null || run < 1 || !Number.isInteger(run))
    throw new Problem('runs are counted from 1: “in run 2”');
  return run;
}

/** @param other in the run of the first where nothing else is said, and the other way round */
function between(figure: string, first: Lane, other: Lane): Expression {
  const isSame = first.technique === other.technique;
  const lane = inFirst(first, isSame ? 1 : (other.run ?? 1));
  const against = inFirst(other, lane.run);
  if (isSame && lane.run === against.run) throw new Problem('this is one and the same lane');
  if (lane.run !== against.run && inPairs.includes(figure))
    throw new Problem(
      `${figure} cannot be told apart in two runs; ${listed(keys.filter((key) => !inPairs.includes(key)))} can`,
    );
  return { figure, lane, against };
}

function unitOf({ figure }: Expression) {
  return scoreboardFigures.find(({ key }) => key === figure)?.unit;
}

const listed = (words: readonly string[]) => words.join(', ');
