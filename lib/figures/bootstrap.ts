import { hash } from '@/lib/market/random';
import type { Interval } from './figure';

/** So many resamples are drawn; an interval that decides nothing finer than a mark needs no more. */
export const RESAMPLES = 200;

/** This share of the differences lies outside an interval, half of it on each side: a table compares many at once. */
const OUTSIDE = 0.01;

/** Works out statistics of a sample in which the value of index `i` occurs `times[i]` times. */
export type Statistics = (times: Uint16Array) => number[];

/**
 * How much differences between columns vary by chance, by the moving-block bootstrap (Künsch, Annals of Statistics 17,
 * 1989). What is measured one after another is alike, so whole blocks are drawn, of about ∛n values (Hall, Horowitz
 * and Jing, Biometrika 82, 1995). Value `i` of each column belongs to the same tick and is drawn for all columns at
 * once, so that what they have in common cancels out. The same values always give the same intervals.
 *
 * Of what few values decide, the maximum above all, the bootstrap knows too little (Bickel and Freedman, Annals of
 * Statistics 9, 1981): it cannot draw what was not there. `decidersOf` is for that.
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

  /** Draws some of the resamples. */
  draw(resamples: number): void {
    for (let i = 0; i < resamples && !this.isDone; i++) {
      this.resample();
      this.drawn.push(this.columns.map((statistics) => statistics(this.times)));
    }
  }

  /**
   * By how much a statistic of column `b` is larger than that of `a`: the middle 99 % of what the resamples say; of
   * several statistics an interval around all of theirs.
   */
  difference(a: number, b: number, statistics: readonly number[]): Interval {
    const around = { low: Infinity, high: -Infinity };
    for (const statistic of statistics) {
      const of = (values: readonly number[] | undefined) => values?.[statistic] ?? Number.NaN;
      const differences = Float64Array.from(this.drawn, (columns) => of(columns[b]) - of(columns[a])).sort();
      const cut = Math.floor((differences.length * OUTSIDE) / 2);
      around.low = Math.min(around.low, differences[cut] ?? -Infinity);
      around.high = Math.max(around.high, differences.at(-1 - cut) ?? Infinity);
    }
    return around;
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

/** The smallest values that at least these shares (0 to 1, descending) do not exceed: nearest-rank percentiles. */
export function percentilesOf(values: Float64Array, shares: readonly number[]): Statistics {
  const { length } = values;
  const order = descending(values);
  /** From the largest down, as most are near it. */
  const ranks = shares.map((share) => length + 1 - Math.max(1, Math.ceil(share * length)));
  return (times) => {
    let seen = 0;
    let next = 0;
    return ranks.map((rank) => {
      while (seen < rank && next < length) seen += times[order[next++] ?? 0] ?? 0;
      return values[order[next - 1] ?? 0] ?? Number.NaN;
    });
  };
}

/**
 * The indices of values, the largest first; to a thousandth, as one number with the value, for sorting those is many times
 * faster than comparing the values by a function.
 */
function descending(values: Float64Array): Uint32Array {
  const { length } = values;
  const keys = values.map((value, i) => Math.round(value * 1000) * length + i).sort();
  return Uint32Array.from(keys, (key) => ((key % length) + length) % length).reverse();
}

/** A percentile that fewer values than this lie beyond is not judged by itself. */
const FEW = 1;

/**
 * Which percentiles a difference is judged by, of `shares` (descending) the one at `index`: where few values lie beyond
 * it, the next ones inside have to differ as well. So one outlier is no difference, and with enough values a
 * percentile speaks for itself.
 *
 * @param count how many values there are
 * @returns indices in `shares`
 */
export function decidersOf(shares: readonly number[], index: number, count: number): number[] {
  const deciders: number[] = [];
  for (let i = index; i < shares.length; i++) {
    deciders.push(i);
    if ((1 - (shares[i] ?? 0)) * count >= FEW) break;
  }
  return deciders;
}

/** The mean of the values. */
export function meanOf(values: Float64Array): Statistics {
  return (times) => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += (values[i] ?? 0) * (times[i] ?? 0);
    return [sum / values.length];
  };
}
