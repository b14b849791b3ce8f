import type { Gap } from '@/lib/market/tick';

export interface Order {
  /** Ticks that arrived, each counted once. */
  received: number;
  /** Ticks that a later one overtook and that have not come. */
  lost: number;
  /** Ticks the server said it could no longer deliver; counted apart from the lost ones. */
  missed: number;
  doubled: number;
  outOfOrder: number;
}

/** More open holes than this are counted, but no longer recognised if they are filled. */
const HOLES = 20_000;

/** Checks by sequence number that every tick arrives once and in order. */
export class OrderCheck {
  private readonly holes = new Set<number>();
  private forgotten = 0;
  private missed = 0;
  private received = 0;
  private doubled = 0;
  private outOfOrder = 0;
  /** The highest `seq` so far. */
  cursor: number;

  /** @param cursor the `seq` before the first that is expected */
  constructor(cursor: number) {
    this.cursor = cursor;
  }

  /**
   * @param counts are counted up as well: those of a part of the ticks
   * @returns whether the tick is new, that is, neither doubled nor one that was filled in late
   */
  add(
    seq: number,
    counts: Omit<Order, 'lost'> = { received: 0, missed: 0, doubled: 0, outOfOrder: 0 },
  ): boolean {
    if (seq > this.cursor) {
      this.open(this.cursor + 1, seq - 1);
      this.cursor = seq;
      this.received++;
      counts.received++;
      return true;
    }
    if (this.holes.delete(seq)) {
      this.received++;
      this.outOfOrder++;
      counts.received++;
      counts.outOfOrder++;
    } else {
      this.doubled++;
      counts.doubled++;
    }
    return false;
  }

  gap({ to }: Gap): void {
    if (to <= this.cursor) return;
    this.missed += to - this.cursor;
    this.cursor = to;
  }

  /** Nothing up to `seq` is expected any more, and none of it counts as lost. */
  skipTo(seq: number): void {
    this.cursor = Math.max(this.cursor, seq);
  }

  get order(): Order {
    const { received, missed, doubled, outOfOrder } = this;
    return { received, lost: this.holes.size + this.forgotten, missed, doubled, outOfOrder };
  }

  /** How many of those that are lost are among these. */
  lostOf(isAmong: (seq: number) => boolean): number {
    let lost = this.forgotten;
    for (const seq of this.holes) if (isAmong(seq)) lost++;
    return lost;
  }

  private open(from: number, to: number): void {
    for (let seq = from; seq <= to; seq++) {
      if (this.holes.size >= HOLES) {
        this.forgotten += to - seq + 1;
        return;
      }
      this.holes.add(seq);
    }
  }
}
