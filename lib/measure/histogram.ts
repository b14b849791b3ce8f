/** Latencies below this are told apart no further, ms. */
const FLOOR = 0.01;

/** Width of a bucket, as a share of what is in it: a percentile is right to about half of it. */
export const BUCKET_WIDTH = 0.02;

const GROWTH = Math.log(1 + BUCKET_WIDTH);

/**
 * A histogram of durations in ms, exact in count and extremes, and right to 1 % in every percentile. It holds one
 * number for each bucket in use, so its memory does not grow with the number of samples.
 */
export class Histogram {
  private readonly buckets = new Map<number, number>();
  count = 0;
  max = 0;

  /** Negative durations, which the uncertainty of the clock can cause, count as 0. */
  add(ms: number): void {
    const index = bucketOf(ms);
    this.buckets.set(index, (this.buckets.get(index) ?? 0) + 1);
    this.count++;
    if (ms > this.max) this.max = ms;
  }

  merge(other: Histogram): void {
    for (const [index, count] of other.buckets) {
      this.buckets.set(index, (this.buckets.get(index) ?? 0) + count);
    }
    this.count += other.count;
    this.max = Math.max(this.max, other.max);
  }

  /**
   * The smallest duration that at least `share` of the samples do not exceed (the nearest-rank percentile).
   *
   * @param share 0 to 1
   * @returns ms, or null where there is no sample
   */
  percentile(share: number): number | null {
    if (this.count === 0) return null;
    const rank = Math.max(1, Math.ceil(share * this.count));
    if (rank === this.count) return this.max;
    let seen = 0;
    for (const [index, count] of this.sorted()) {
      seen += count;
      if (seen >= rank) return Math.min(middleOf(index), this.max);
    }
    return this.max;
  }

  /**
   * Where the median of more samples of the same kind would be, with 95 % confidence: between the order statistics
   * √n · 0.98 ranks below and above the middle, whatever the distribution (David and Nagaraja, Order Statistics, 2003,
   * section 7.1). null where there is no sample.
   */
  get medianRange(): { low: number; high: number } | null {
    const away = 0.98 / Math.sqrt(this.count);
    const low = this.percentile(Math.max(0, 0.5 - away));
    const high = this.percentile(Math.min(1, 0.5 + away));
    return low === null || high === null ? null : { low, high };
  }

  /** For each pair of neighbouring `edges` (ms, ascending) the share of samples between them, 0 to 1. */
  shares(edges: readonly number[]): number[] {
    const counts = edges.slice(1).map(() => 0);
    for (const [index, count] of this.buckets) {
      const at = middleOf(index);
      let bin = edges.findIndex((edge) => edge > at) - 1;
      if (bin < 0) bin = at < (edges[0] ?? 0) ? 0 : counts.length - 1;
      counts[bin] = (counts[bin] ?? 0) + count;
    }
    return counts.map((count) => (this.count ? count / this.count : 0));
  }

  private sorted(): [number, number][] {
    return [...this.buckets].sort(([a], [b]) => a - b);
  }
}

function bucketOf(ms: number): number {
  return ms <= FLOOR ? 0 : Math.ceil(Math.log(ms / FLOOR) / GROWTH);
}

function middleOf(index: number): number {
  return index === 0 ? FLOOR : FLOOR * Math.exp((index - 0.5) * GROWTH);
}
