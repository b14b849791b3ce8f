import { hash } from '@/lib/market/random';
import type { Interval } from './figure';

/** So many resamples are drawn; an interval that decides nothing finer than a mark needs no more. */
export const RESAMPLES = 200;

/** This share of the differences lies outside an interval, half of it on each side. */
const OUTSIDE = 0.05;

/** Works out statistics of a sample in which the value of index `i` occurs `times[i]` times. */
export type Statistics = (times: Uint16Array) => number[];

/**
 * How much differences between columns vary by chance, by the moving-block bootstrap (Künsch, Annals of Statistics 17,
 * 1989). What is measured one after another is alike, so whole blocks are drawn, of about ∛n values (Hall, Horowitz
 * and Jing, Biometrika 82, 1995). Value `i` of each column belongs to the same tick and is drawn for all columns at
 * once, so that what they have in common cancels out. The same values always give the same intervals.
 *
 * Of a maximum the bootstrap says little (Bickel and Freedman, Annals of Statistics 9, 1981): it cannot draw what is
 * larger than the largest. Here a resample often lacks the block with the largest, so that a column is told from another
 * by its maximum only if several of its values are that large: one outlier is no property of a technique.
 */
export class BlockBootstrap {
  private readonly count: number;
  private readonly columns: readonly Statistics[];
  private readonly times: Uint16Array;
  /** For each resample and column its statistics. */
  private readonly drawn: number[][][] = [];
  private numbers = 0;

  /** @param count values in each column, at least 1 */
  constructor(count: number, columns: readonly Statistics[]) {
    this.count = count;
    this.columns = columns;
    this.times = new Uint16Array(count);
  }

  get isDone(): boolean {
    return this.drawn.length >= RESAMPLES;
  }

  /** Draws some of the resamples: with 2,000 values of eight columns ten take about half a millisecond. */
  draw(resamples: number): void {
    for (let i = 0; i < resamples && !this.isDone; i++) {
      this.resample();
      this.drawn.push(this.columns.map((statistics) => statistics(this.times)));
    }
  }

  /** By how much a statistic of column `b` is larger than that of `a`: the middle 95 % of what the resamples say. */
  difference(a: number, b: number, statistic: number): Interval {
    const differences = Float64Array.from(
      this.drawn,
      (columns) => (columns[b]?.[statistic] ?? Number.NaN) - (columns[a]?.[statistic] ?? Number.NaN),
    ).sort();
    const cut = Math.floor((differences.length * OUTSIDE) / 2);
    return { low: differences[cut] ?? -Infinity, high: differences.at(-1 - cut) ?? Infinity };
  }

  private resample(): void {
    const { count, times } = this;
    const length = Math.max(1, Math.round(Math.cbrt(count)));
    times.fill(0);
    for (let left = count; left > 0; left -= length) {
      const start = hash(1, 0, this.numbers++) % (count - length + 1);
      const end = start + Math.min(length, left);
      for (let i = start; i < end; i++) times[i] = (times[i] ?? 0) + 1;
    }
  }
}

/** The smallest values that at least these shares (0 to 1, ascending) do not exceed: nearest-rank percentiles. */
export function percentilesOf(values: Float64Array, shares: readonly number[]): Statistics {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = shares.map((share) => Math.max(1, Math.ceil(share * values.length)));
  return (times) => {
    const found: number[] = [];
    let seen = 0;
    for (const index of order) {
      seen += times[index] ?? 0;
      while (seen >= (ranks[found.length] ?? Infinity)) found.push(values[index] ?? Number.NaN);
      if (found.length === ranks.length) break;
    }
    return found;
  };
}

/** The mean of the values. */
export function meanOf(values: Float64Array): Statistics {
  return (times) => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += (values[i] ?? 0) * (times[i] ?? 0);
    return [sum / values.length];
  };
}
