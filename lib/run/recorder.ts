import { Histogram } from '@/lib/measure/histogram';
import { type Bucket, type Merging, Timeline } from '@/lib/measure/timeline';
import type { View } from '@/lib/scenario/view';
import type { TechniqueId } from '@/lib/techniques';
import type { ChartPoint, ChartRow, Gap } from './snapshot';

/** What has come together since the run began. */
interface Totals {
  requests: number;
  bytes: number;
  /** Of the segment so far. */
  bytesPerTick: number | null;
  cost: number | null;
}

interface Cell {
  latencies: Histogram;
  /** null where no beat fell into it. */
  totals: Totals | null;
  gap: Gap | null;
}

type Cells = Map<TechniqueId, Cell>;

const cells: Merging<Cells> = {
  create: () => new Map(),
  merge(earlier, later) {
    const merged = new Map(later);
    for (const [id, cell] of earlier) {
      const after = merged.get(id);
      if (!after) {
        merged.set(id, cell);
        continue;
      }
      const latencies = new Histogram();
      latencies.merge(cell.latencies);
      latencies.merge(after.latencies);
      merged.set(id, {
        latencies,
        totals: after.totals ?? cell.totals,
        gap: cell.gap === 'all' ? 'all' : (after.gap ?? cell.gap),
      });
    }
    return merged;
  },
};

/** Keeps what the charts over time draw: the last minute finely, the whole run as finely as fits. */
export class Recorder {
  private readonly timelines = {
    minute: new Timeline(cells, { width: 500, count: 121, whole: false }),
    run: new Timeline(cells, { width: 500, count: 240, whole: true }),
  };
  /** A bucket that is no longer filled is worked out once. */
  private readonly rows = new WeakMap<Bucket<Cells>, ChartRow>();

  /** @param elapsed ms since the run began */
  latency(id: TechniqueId, elapsed: number, ms: number): void {
    for (const cell of this.cellsAt(id, elapsed)) cell.latencies.add(ms);
  }

  totals(id: TechniqueId, elapsed: number, totals: Totals): void {
    for (const cell of this.cellsAt(id, elapsed)) cell.totals = totals;
  }

  /** Something is not measured of a lane now: no line is to be drawn across this time. */
  gap(id: TechniqueId, elapsed: number, gap: Gap): void {
    for (const cell of this.cellsAt(id, elapsed)) if (cell.gap !== 'all') cell.gap = gap;
  }

  chart(window: View['window']): ChartRow[] {
    const { buckets } = this.timelines[window];
    const last = buckets.at(-1);
    return buckets.map((bucket) => {
      if (bucket === last) return rowOf(bucket);
      let row = this.rows.get(bucket);
      if (!row) {
        row = rowOf(bucket);
        this.rows.set(bucket, row);
      }
      return row;
    });
  }

  private cellsAt(id: TechniqueId, elapsed: number): Cell[] {
    return Object.values(this.timelines).map((timeline) => {
      const { value } = timeline.at(elapsed);
      let cell = value.get(id);
      if (!cell) {
        cell = { latencies: new Histogram(), totals: null, gap: null };
        value.set(id, cell);
      }
      return cell;
    });
  }
}

function rowOf({ start, value }: Bucket<Cells>): ChartRow {
  const lanes: ChartRow['lanes'] = {};
  for (const [id, { latencies, totals, gap }] of value) {
    const point: ChartPoint = {
      p50: latencies.percentile(0.5),
      p99: latencies.percentile(0.99),
      max: latencies.percentile(1),
      requests: totals?.requests ?? null,
      bytes: totals?.bytes ?? null,
      bytesPerTick: totals?.bytesPerTick ?? null,
      cost: totals?.cost ?? null,
      gap,
    };
    lanes[id] = point;
  }
  return { t: start / 1000, lanes };
}
