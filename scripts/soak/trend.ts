/** A sample of something that should not grow. */
export interface Sample {
  /** s */
  at: number;
  /** bytes */
  value: number;
}

/** How something has developed over the second half of its samples. */
export interface Trend {
  /** The median of the slopes between samples a quarter of that time apart, bytes a second. */
  slope: number;
  /** By how much a line of that slope rises in this time, bytes; negative where it falls. */
  growth: number;
  mean: number;
}

/** What rises by no more of its mean, over the second half of the time, is flat. */
export const FLAT = 0.1;

/**
 * What only happens once, such as a heap that is made larger in one step, lies between a third of these pairs of samples and
 * moves no median, as a line of least squares would be moved; what goes on growing, also step by step, is in most of them.
 *
 * @throws Error where the second half has fewer than four samples
 */
export function trendOf(samples: readonly Sample[]): Trend {
  const first = samples[0]?.at ?? 0;
  const last = samples.at(-1)?.at ?? 0;
  const half = samples.filter(({ at }) => at >= (first + last) / 2);
  if (half.length < 4) throw new Error('there are too few samples for a trend');
  const quarter = Math.floor(half.length / 4);
  const slope = median(
    half.slice(quarter).flatMap((later, i) => {
      const earlier = half[i];
      return earlier ? [(later.value - earlier.value) / (later.at - earlier.at)] : [];
    }),
  );
  const mean = half.reduce((sum, { value }) => sum + value, 0) / half.length;
  return { slope, growth: slope * (last - (half[0]?.at ?? last)), mean };
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  const middle = values.length / 2;
  return ((values[Math.ceil(middle) - 1] ?? 0) + (values[Math.floor(middle)] ?? 0)) / 2;
}

export function isFlat({ growth, mean }: Trend): boolean {
  return growth <= FLAT * mean;
}
