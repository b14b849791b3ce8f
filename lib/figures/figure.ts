import type { Unit } from './unit';

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
  options: Partial<Pick<Figure<T>, 'less' | 'note'>> = {},
): Figure<T> {
  return { key, label, unit, value, meaning, less: true, ...options };
}

/**
 * The best value of a row, or null where all are equal, fewer than two are known, or the row has no best.
 */
export function bestOf<T>({ value, less }: Figure<T>, measured: readonly T[]): number | null {
  const values = measured.map(value).filter((known) => known !== null);
  if (!less || values.length < 2) return null;
  const best = Math.min(...values);
  return values.some((other) => other > best) ? best : null;
}
