/** What may be on its way at first, segments (RFC 6928). */
const FIRST_WINDOW = 10;

/** How much of the window a loss leaves, and how slowly it grows at the size of a few segments (RFC 9438, 4.6 and 4.3). */
const LEFT_BY_LOSS = 0.7;
const GROWTH = (3 * (1 - LEFT_BY_LOSS)) / (1 + LEFT_BY_LOSS);

/** What a loss leaves at least, segments (RFC 5681, section 3.1). */
const LEAST_WINDOW = 2;

/** Losses that are being repaired: up to which segment, after a timeout or not; the window before, and what went since. */
interface Repair {
  until: number;
  timedOut: boolean;
  readonly window: number;
  delivered: number;
  sent: number;
}

/** How many segments the sender of a TCP connection lets be on their way: fewer after each loss (RFC 5681). */
export class CongestionWindow {
  private size = FIRST_WINDOW;
  private threshold = Number.POSITIVE_INFINITY;
  private repair: Repair | null = null;
  /** Whether it was used up, since when the segment of that number was next: only then it grows. */
  private limited = false;
  private limitedUntil = 0;

  /** Whether losses are being repaired. */
  get repairing(): boolean {
    return this.repair !== null;
  }

  /** How many more segments may set out. */
  room(onWay: number): number {
    return Math.floor(this.size) - onWay;
  }

  /** A segment has set out. */
  sent(): void {
    if (this.repair) this.repair.sent++;
  }

  /**
   * New segments have set out, as many as there were or as it let.
   *
   * @param room what is left of it
   * @param first the oldest segment that is not acknowledged
   * @param next the segment that is sent next
   */
  used(room: number, first: number, next: number): void {
    if (room > 0 && first < this.limitedUntil) return;
    this.limited = room <= 0;
    this.limitedUntil = next;
  }

  /** A segment before `next` is found lost: the window shrinks, once until all up to there is repaired. */
  lost(next: number): void {
    if (this.repair) return;
    this.threshold = Math.max(LEAST_WINDOW, Math.floor(Math.floor(this.size) * LEFT_BY_LOSS));
    this.repair = { until: next, timedOut: false, window: this.size, delivered: 0, sent: 0 };
  }

  /** Nothing was heard for too long: it begins with one segment. */
  timedOut(onWay: number, next: number): void {
    this.lost(next);
    if (this.repair) {
      this.repair.timedOut = true;
      this.repair.until = next;
    }
    this.size = onWay + 1;
  }

  /**
   * The receiver has said that it has more.
   *
   * @param news how many segments
   * @param onWay how many are on their way now
   * @param first the oldest that is not acknowledged
   * @param catchingUp whether the receiver has no gap where it had one, and no other was found
   */
  acknowledged(news: number, onWay: number, first: number, catchingUp: boolean): void {
    const { repair } = this;
    if (!repair) this.grow(news);
    else if (first >= repair.until) {
      if (!repair.timedOut) this.size = this.threshold;
      this.repair = null;
    } else if (repair.timedOut) this.grow(news);
    else this.shrink(repair, news, onWay, catchingUp);
  }

  /** In proportion to what arrives (RFC 6937); one segment, the first that is repeated, may always set out. */
  private shrink(repair: Repair, news: number, onWay: number, catchingUp: boolean): void {
    repair.delivered += news;
    const room = this.threshold - onWay;
    const arrived = Math.max(repair.delivered - repair.sent, news) + (catchingUp ? 1 : 0);
    const inProportion = Math.ceil((this.threshold * repair.delivered) / repair.window) - repair.sent;
    const more = room < 0 ? inProportion : Math.min(room, arrived);
    this.size = onWay + Math.max(more, repair.sent > 0 ? 0 : 1);
  }

  private grow(news: number): void {
    if (!this.limited) return;
    this.size += this.size < this.threshold ? news : (GROWTH * news) / this.size;
  }
}
