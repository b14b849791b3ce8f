/** A sample of something that should not grow. */
export interface Sample {
  /** s */
  at: number;
  /** bytes */
  value: number;
}

/** How something has developed over the second half of its samples. */
export interface Trend {
  /** Of the line of least squares, bytes a second. */
  slope: number;
  /** By how much that line rises in this time, bytes; negative where it falls. */
  growth: number;
  mean: number;
}

/** A line that rises by no more of its mean, over the second half of the time, is flat. */
export const FLAT = 0.1;

/** @throws Error where the second half has fewer than three samples */
export function trendOf(samples: readonly Sample[]): Trend {
  const first = samples[0]?.at ?? 0;
  const last = samples.at(-1)?.at ?? 0;
  const half = samples.filter(({ at }) => at >= (first + last) / 2);
  if (half.length < 3) throw new Error('there are too few samples for a trend');
  const mean = (read: (sample: Sample) => number) =>
    half.reduce((sum, one) => sum + read(one), 0) / half.length;
  const at = mean((sample) => sample.at);
  const value = mean((sample) => sample.value);
  const slope =
    mean((sample) => (sample.at - at) * (sample.value - value)) / mean((sample) => (sample.at - at) ** 2);
  return { slope, growth: slope * (last - (half[0]?.at ?? last)), mean: value };
}

export function isFlat({ growth, mean }: Trend): boolean {
  return growth <= FLAT * mean;
}
