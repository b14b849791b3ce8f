import { Histogram } from '@/lib/measure/histogram';
import type { Order } from '@/lib/measure/order-check';
import { Receipts } from '@/lib/measure/receipts';
import { Recovery } from '@/lib/measure/recovery';
import { Staleness } from '@/lib/measure/staleness';
import type { LaneFigures, SetAside } from './snapshot';
import { type Crossed, difference } from './traffic';

/**
 * What is measured of one technique in one segment. A price belongs to the segment in which it was due, bytes and requests
 * to that in which they crossed, and time out of date to that in which it passed. Times are ms of the page's own clock.
 */
export class SegmentMeasurements {
  readonly latencies = new Histogram();
  readonly receipts = new Receipts();
  readonly recovery = new Recovery();
  /** What was counted of its ticks; those that are lost are known by their numbers. */
  readonly counts = { received: 0, missed: 0, doubled: 0, outOfOrder: 0 };
  readonly setAside: SetAside = { start: 0, change: 0, interruption: 0 };
  private from: number;
  private to = Number.POSITIVE_INFINITY;
  private totalAtBegin: Crossed | null;
  private totalAtEnd: Crossed | null = null;
  private readonly staleness = new Staleness();

  /** @param begun what was counted before, and since when it lasts; null where it is still to begin */
  constructor(begun: { from: number; total: Crossed } | null) {
    this.from = begun?.from ?? Number.POSITIVE_INFINITY;
    this.totalAtBegin = begun?.total ?? null;
  }

  /** @param total of the technique in the run by now */
  begin(from: number, total: Crossed): void {
    this.from = from;
    this.totalAtBegin = total;
  }

  end(to: number, total: Crossed): void {
    this.to = to;
    this.totalAtEnd = total;
  }

  /** Whether what was due then belongs to it. */
  has(due: number): boolean {
    return due >= this.from && due < this.to;
  }

  measure(seq: number, due: number, received: number): void {
    this.latencies.add(Math.max(0, received - due));
    this.receipts.add(seq, due, received);
  }

  /** The newest price was not on the screen from `since` until `until`. */
  outOfDate(since: number, until: number): void {
    const [from, to] = [Math.max(since, this.from), Math.min(until, this.to)];
    if (to > from) this.staleness.add(from, to);
  }

  /** Bytes both ways but those of handshakes, for each tick received; null before the first. @param total of the technique in the run by now */
  bytesPerTick(total: Crossed): number | null {
    const { up, down, handshakesUp, handshakesDown, ticks } = this.traffic(total);
    return ticks > 0 ? (up - handshakesUp + down - handshakesDown) / ticks : null;
  }

  /**
   * @param judged ms of the segment in which prices were judged
   * @param total of the technique in the run by now
   * @param lost ticks of it that a later one overtook
   * @param since when the price that is missing now was due, or null
   */
  figures(
    judged: number,
    around: { total: Crossed; lost: number; since: number | null; now: number },
  ): Omit<LaneFigures, 'reconnects' | 'trader'> {
    const { latencies } = this;
    const { total, lost, since, now } = around;
    const { start, change, interruption } = this.setAside;
    const traffic = this.traffic(total);
    const { requests, empty, connections, payload, up, down, handshakesUp, handshakesDown } = traffic;
    const order: Order = { ...this.counts, lost };
    const missing = since === null ? null : Math.max(since, this.from);
    const { ms, longest } = this.staleness.asOf(missing, Math.min(now, this.to));
    return {
      latency: {
        p50: latencies.percentile(0.5),
        p50Range: latencies.medianRange,
        p90: latencies.percentile(0.9),
        p99: latencies.percentile(0.99),
        max: latencies.percentile(1),
        count: latencies.count,
      },
      staleness: { ms, longest, share: judged > 0 ? Math.min(1, ms / judged) : 0 },
      order,
      requests,
      empty,
      connections,
      payload,
      overhead: up + down - payload,
      up,
      down,
      bytes: up + down,
      handshakesUp,
      handshakesDown,
      bytesPerTick: this.bytesPerTick(total),
      recovery: this.recovery.asOf(since !== null, now),
      setAside: start + change + interruption,
      setAsideFor: { start, change, interruption },
    };
  }

  private traffic(total: Crossed): Crossed {
    const end = this.totalAtEnd ?? total;
    const traffic = difference(end, this.totalAtBegin ?? end);
    // A handshake is known as such when it is over: its request may have crossed before the segment began.
    const handshakesUp = Math.min(traffic.handshakesUp, traffic.up);
    const handshakesDown = Math.min(traffic.handshakesDown, traffic.down);
    return { ...traffic, handshakesUp, handshakesDown };
  }
}
