/**
 * How long it took until a fault was over for whoever looks at the prices: from its end until the first price that was
 * due after it was received. Each fault has its own, and the slowest counts. All times are ms on one clock.
 */
export class Recovery {
  /** When the faults were over that have not been recovered from. */
  private open: number[] = [];
  private slowest: number | null = null;

  /** @param over when its effect ends, which may be still to come */
  fault(over: number): void {
    this.open.push(over);
  }

  /** A price was received. @param counts is false where it says nothing of when it could have been */
  received(due: number, received: number, counts = true): void {
    if (counts) for (const over of this.open) if (due >= over) this.take(received - over);
    this.open = this.open.filter((over) => due < over);
  }

  /** Nothing is received any more. @param isBehind whether a price is missing that is due by now */
  end(isBehind: boolean, now: number): void {
    this.slowest = this.asOf(isBehind, now);
    this.open = [];
  }

  /**
   * The slowest recovery by now, ms; null where there was no fault. One that still lasts counts as long as it has lasted.
   *
   * @param isBehind whether a price is missing that is due by now
   */
  asOf(isBehind: boolean, now: number): number | null {
    const lasting = isBehind ? this.open.filter((over) => over < now).map((over) => now - over) : [];
    return this.slowest === null && lasting.length === 0 ? null : Math.max(this.slowest ?? 0, ...lasting);
  }

  private take(ms: number): void {
    this.slowest = Math.max(this.slowest ?? 0, ms);
  }
}
