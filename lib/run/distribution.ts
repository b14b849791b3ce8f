import type { Histogram } from '@/lib/measure/histogram';
import type { TechniqueId } from '@/lib/techniques';
import type { ChartData } from './snapshot';

/** Bins are so narrow that a decade has so many of them. */
const BINS_PER_DECADE = 16;

/** Where the first of them begins, ms. */
const FLOOR = 0.1;

/** How the latencies of each lane are spread: shares of the samples in bins of equal ratio, which all lanes have in common. */
export function distributionOf(
  lanes: readonly { id: TechniqueId; histogram: Histogram }[],
): ChartData['distribution'] {
  const filled = lanes.filter(({ histogram }) => histogram.count > 0);
  if (filled.length === 0) return { edges: [], lanes: {} };
  const max = Math.max(...filled.map(({ histogram }) => histogram.max), 1);
  const bins = BINS_PER_DECADE * Math.ceil(Math.log10(max / FLOOR));
  const edges = Array.from({ length: bins + 1 }, (_, i) => FLOOR * 10 ** (i / BINS_PER_DECADE));
  const spread: ChartData['distribution']['lanes'] = {};
  for (const { id, histogram } of filled) {
    const [p50, p99] = [histogram.percentile(0.5) ?? 0, histogram.percentile(0.99) ?? 0];
    spread[id] = { shares: histogram.shares(edges), p50, p99 };
  }
  return { edges, lanes: spread };
}
