/**
 * The rising curve nearest to some values, by least squares: values that fall are replaced by their mean together with
 * those before them, until none falls any more (isotonic regression by pooling adjacent violators; M. Ayer et al.: "An
 * Empirical Distribution Function for Sampling with Incomplete Information", Annals of Mathematical Statistics 1955).
 */
export function rising(values: readonly number[]): number[] {
  const pools: { mean: number; count: number }[] = [];
  for (const value of values) {
    let pool = { mean: value, count: 1 };
    for (let before = pools.at(-1); before && before.mean > pool.mean; before = pools.at(-1)) {
      const count = before.count + pool.count;
      pool = { mean: (before.mean * before.count + pool.mean * pool.count) / count, count };
      pools.pop();
    }
    pools.push(pool);
  }
  return pools.flatMap(({ mean, count }) => new Array<number>(count).fill(mean));
}
