import type { Figure } from './figure';

/** What a table says where none can be told from the others. */
export const NO_DIFFERENCE = 'no difference that can be measured';

/** What is said of a column in one row. */
export type Mark =
  /** No other is measurably better. `shared`: of others that is true as well, and none is told from another. */
  | { kind: 'best'; shared: boolean }
  /** Measurably larger than another: so many times the lowest of those, or null where that is 0. */
  | { kind: 'behind'; times: number | null }
  /** Neither, and why; null where that goes without saying: it has no value, or its row has no best. */
  | { kind: 'none'; why: string | null };

export interface Verdict {
  /** In the order of the columns. */
  marks: readonly Mark[];
  /** Whether at least two can be compared, and none of them is measurably better than another. */
  tie: boolean;
}

/**
 * Decides which columns of a row may be marked as best: the only place where that is decided.
 *
 * One column is *measurably better* than another if its value is lower, and the whole interval of the difference
 * (`Comparison.difference`) lies above 0. Best are those that no other is measurably better than; they share the mark.
 * So the lowest value is always among them, the order of columns does not matter, and what is best is never behind. A
 * column that is unfit has no mark and takes none away, and where fewer than two are left there is nothing to mark.
 *
 * What an interval has to contain depends on how a figure is measured. Intervals of figures of the same ticks come from
 * `BlockBootstrap`, and are widened by what the instrument cannot resolve: a test alone would find a difference of
 * any size once there are enough samples. That a difference must exceed both chance and the smallest difference that
 * matters is the test of minimal effects (Murphy and Myors, Journal of Applied Psychology 84, 1999); that systems are
 * compared by the interval of the difference, on the same input, is Jain, The Art of Computer Systems Performance
 * Analysis (1991), chapter 13.
 */
export function compare<T>(figure: Figure<T>, columns: readonly T[]): Verdict {
  const { value, less, comparison } = figure;
  if (!less) return { marks: columns.map(() => ({ kind: 'none', why: null })), tie: false };
  const entries = columns.map((measured) => {
    const known = value(measured);
    const why = comparison?.unfit(measured) ?? null;
    return { measured, value: known ?? Number.NaN, isFit: known !== null && why === null, why };
  });
  const fit = entries.filter(({ isFit }) => isFit);
  type Entry = (typeof entries)[number];
  const isBetter = (a: Entry, b: Entry) =>
    a.value < b.value && (comparison?.difference?.(a.measured, b.measured).low ?? 1) > 0;

  const better = entries.map((entry) => (entry.isFit ? fit.filter((other) => isBetter(other, entry)) : []));
  const best = entries.filter(({ isFit }, i) => isFit && better[i]?.length === 0).length;
  const marks = entries.map((entry, i): Mark => {
    if (!entry.isFit) return { kind: 'none', why: entry.why };
    if (fit.length < 2) return { kind: 'none', why: 'nothing to compare with' };
    const lower = better[i] ?? [];
    if (lower.length === 0) return { kind: 'best', shared: best > 1 };
    const lowest = Math.min(...lower.map((other) => other.value));
    return { kind: 'behind', times: lowest > 0 ? entry.value / lowest : null };
  });
  return { marks, tie: fit.length > 1 && best === fit.length };
}

/** The same for columns of which some failed: those have no mark, and take none away. */
export function compareColumns<T>(
  figure: Figure<T>,
  columns: readonly { measured: T; failed?: boolean }[],
): Verdict {
  const sound = columns.filter(({ failed }) => !failed);
  const { marks, tie } = compare(
    figure,
    sound.map(({ measured }) => measured),
  );
  const failure: Mark = { kind: 'none', why: 'the measurement failed' };
  return { marks: columns.map((column) => marks[sound.indexOf(column)] ?? failure), tie };
}
