import type { Unit } from './unit';

/** Where a quantity lies, with all that is known against it. Either end may be infinite. */
export interface Interval {
  low: number;
  high: number;
}

/** How columns of a row are told apart. */
export interface Comparison<T> {
  /** Why a column cannot have a mark, in a few words; null where it can. A column without a value never can. */
  unfit(measured: T): string | null;
  /**
   * By how much the figure of `b` is larger than that of `a`, with everything that the difference may be off by. Left
   * out, the values are exact, and each difference is one.
   */
  difference?(a: T, b: T): Interval;
}

/** A figure that techniques are compared by: a row of a table. `T` is what it is read from. */
export interface Figure<T> {
  key: string;
  label: string;
  unit: Unit;
  /** How it is measured, for the reader. */
  meaning: string;
  value(measured: T): number | null;
  /** Whether less is better. Otherwise the row is for comparing only, and has no best. */
  less: boolean;
  /** How its columns are told apart; left out, all are fit, and their values exact. */
  comparison?: Comparison<T>;
  /** A word about the value, written below it. */
  note?: (measured: T) => string | null;
}

/** Makes a figure of which less is better, unless `options` say otherwise. */
export function figure<T>(
  key: string,
  label: string,
  unit: Unit,
  value: Figure<T>['value'],
  meaning: string,
  options: Partial<Pick<Figure<T>, 'less' | 'comparison' | 'note'>> = {},
): Figure<T> {
  return { key, label, unit, value, meaning, less: true, ...options };
}
