import type { Gap } from '@/lib/market/tick';

/** At most so many ticks are kept, whatever their age. */
export const HISTORY_TICKS = 20_000;

interface Entry {
  seq: number;
  at: number;
}

/** The past ticks a client can resume from: everything younger than `keepMs`, at most 20,000 ticks. */
export class History<T extends Entry> {
  private readonly keepMs: number;
  private readonly entries: T[] = [];
  private start = 0;

  constructor(keepMs: number) {
    this.keepMs = keepMs;
  }

  get size(): number {
    return this.entries.length - this.start;
  }

  /** Adds a tick; its `seq` must follow the one before. */
  push(entry: T): void {
    this.entries.push(entry);
  }

  /** Forgets what is too old at `now` (server epoch ms), and what is too many. */
  prune(now: number): void {
    const oldest = now - this.keepMs;
    while (this.size > HISTORY_TICKS || (this.entries[this.start]?.at ?? now) < oldest) this.start++;
    // Cutting the array at every tick would move all of it each time.
    if (this.start > 1024 && this.start * 2 > this.entries.length) {
      this.entries.splice(0, this.start);
      this.start = 0;
    }
  }

  /**
   * What a client whose cursor is `since` has yet to see.
   *
   * @param since the last `seq` the client has seen; 0 for none
   * @param last the newest `seq` there is
   */
  after(since: number, last: number): { entries: T[]; gap?: Gap } {
    const first = this.entries[this.start]?.seq ?? last + 1;
    const entries = this.entries.slice(this.start + Math.max(0, since + 1 - first));
    if (since + 1 >= first) return { entries };
    return { entries, gap: { from: since + 1, to: first - 1, missed: first - 1 - since } };
  }
}
