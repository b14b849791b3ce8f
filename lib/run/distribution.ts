import type { Histogram } from '@/lib/measure/histogram';
import type { TechniqueId } from '@/lib/techniques';
import type { ChartData } from './snapshot';

/** So many bins lie between two labels of the axis: a decade of the logarithmic one, a quarter of the linear one. */
export const BINS_PER_TICK = 8;

/** Where the logarithmic axis begins, ms. */
const FLOOR = 0.1;

/**
 * How the latencies of each lane are spread: shares of the samples in bins that all lanes have in common.
 *
 * @param scale bins of equal width, or of equal ratio
 */
export function distributionOf(
  lanes: readonly { id: TechniqueId; histogram: Histogram }[],
  scale: 'linear' | 'log',
): ChartData['distribution'] {
  const filled = lanes.filter(({ histogram }) => histogram.count > 0);
  if (filled.length === 0) return { edges: [], shares: {} };
  const max = Math.max(...filled.map(({ histogram }) => histogram.max), 1);
  const edges = scale === 'linear' ? linearEdges(max) : logEdges(max);
  const shares: ChartData['distribution']['shares'] = {};
  for (const { id, histogram } of filled) shares[id] = histogram.shares(edges);
  return { edges, shares };
}

/** Up to 1, 2, 4 or 8 times a power of ten, so that the axis stays put while the run goes on. */
function linearEdges(max: number): number[] {
  const power = 10 ** Math.floor(Math.log10(max));
  const end = power * ([1, 2, 4, 8, 10].find((factor) => factor * power >= max) ?? 10);
  const bins = BINS_PER_TICK * 4;
  return Array.from({ length: bins + 1 }, (_, i) => (i * end) / bins);
}

function logEdges(max: number): number[] {
  const bins = BINS_PER_TICK * Math.ceil(Math.log10(max / FLOOR));
  return Array.from({ length: bins + 1 }, (_, i) => FLOOR * 10 ** (i / BINS_PER_TICK));
}
