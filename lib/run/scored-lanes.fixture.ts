import { compare } from '@/lib/figures/compare';
import { gaussian } from '@/lib/market/random';
import { Histogram } from '@/lib/measure/histogram';
import { Receipts } from '@/lib/measure/receipts';
import { Staleness } from '@/lib/measure/staleness';
import { type TechniqueId, techniqueIds } from '@/lib/techniques';
import { LaneComparison } from './comparison';
import { fitnessOf } from './fitness';
import { scoreboardFigures } from './scoreboard';
import type { LaneFigures, LaneSnapshot } from './snapshot';

/** Between ticks, where nothing else is said, ms. */
export const APART = 500;

export interface Made {
  latencies: number[];
  figures?: Partial<LaneFigures>;
  on?: boolean;
  state?: LaneSnapshot['state'];
}

/** Lanes that have received the same ticks, each so late, as they are compared after a whole round. */
export function lanesOf(
  lanes: readonly Made[],
  around: { noiseFloor?: number | null; elapsed?: number; interval?: number; apart?: number } = {},
) {
  const { noiseFloor = 0.5, elapsed = 60_000, interval = 2000, apart = APART } = around;
  const made = lanes.map(({ latencies, figures, on = true, state = { kind: 'open' } }, lane) => {
    const [receipts, histogram, staleness] = [new Receipts(), new Histogram(), new Staleness()];
    latencies.forEach((latency, i) => {
      const due = i * apart;
      receipts.add(i + 1, due, due + latency);
      histogram.add(latency);
      staleness.add(due, due + latency);
    });
    const all: LaneFigures = {
      latency: {
        p50: histogram.percentile(0.5),
        p50Range: histogram.medianRange,
        p90: histogram.percentile(0.9),
        p99: histogram.percentile(0.99),
        max: histogram.percentile(1),
        count: histogram.count,
      },
      staleness: { ms: staleness.ms, longest: staleness.longest, share: staleness.ms / elapsed },
      order: { received: latencies.length, lost: 0, missed: 0, doubled: 0, outOfOrder: 0 },
      requests: 1,
      empty: 0,
      connections: 1,
      reconnects: 0,
      payload: 0,
      overhead: 0,
      up: 0,
      down: 0,
      bytes: 0,
      handshakesUp: 0,
      handshakesDown: 0,
      bytesPerTick: null,
      recovery: null,
      setAside: 0,
      setAsideFor: { start: 0, change: 0, interruption: 0 },
      trader: { cost: null, quotes: 0, roundTrip: null, roundTripRange: null, trades: 0, unanswered: 0 },
      ...figures,
    };
    return { id: techniqueIds[lane] as TechniqueId, on, state, figures: all, receipts };
  });
  const comparison = new LaneComparison();
  for (let i = 0; i < 200; i++) comparison.step(() => made);
  const unfit = fitnessOf(made, elapsed, interval);
  return made.map((lane) => ({
    ...lane,
    comparison: { unfit: unfit(lane), differences: comparison.differencesOf(lane.receipts), noiseFloor },
  }));
}

export function verdictOf(key: string, lanes: ReturnType<typeof lanesOf>) {
  const row = scoreboardFigures.find((figure) => figure.key === key);
  if (!row) throw new Error(`there is no row ${key}`);
  return compare(row, lanes);
}

export const marks = (key: string, lanes: ReturnType<typeof lanesOf>) =>
  verdictOf(key, lanes).marks.map(({ kind }) => kind);

/** Latencies of `count` ticks around `ms`. */
export const around = (ms: number, count = 200, seed = 1, spread = 0.3) =>
  Array.from({ length: count }, (_, i) => ms + spread * gaussian(seed, 0, i));
