import type { Histogram } from '@/lib/measure/histogram';
import type { TechniqueId } from '@/lib/techniques';
import type { Snapshot } from './snapshot';

const BINS = 32;

/**
 * How the latencies of each lane are spread: shares of the samples in bins that all lanes have in common.
 *
 * @param scale bins of equal width, or of equal ratio
 */
export function distributionOf(
  lanes: readonly { id: TechniqueId; histogram: Histogram }[],
  scale: 'linear' | 'log',
): Snapshot['distribution'] {
  const filled = lanes.filter(({ histogram }) => histogram.count > 0);
  if (filled.length === 0) return { edges: [], shares: {} };
  const max = roundUp(Math.max(...filled.map(({ histogram }) => histogram.max), 1));
  const low = 0.1;
  const edges = Array.from({ length: BINS + 1 }, (_, i) =>
    scale === 'linear' ? (i * max) / BINS : low * (max / low) ** (i / BINS),
  );
  const shares: Snapshot['distribution']['shares'] = {};
  for (const { id, histogram } of filled) shares[id] = histogram.shares(edges);
  return { edges, shares };
}

/** To 1, 2 or 5 times a power of ten, so that the axis stays put while the run goes on. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}
