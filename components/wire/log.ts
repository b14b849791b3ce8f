/** What came one after the other, roughly in the order of time: the newest of it. */
export class Log<T> {
  entries: T[] = [];
  /** How many there were, those that are no longer kept among them. */
  seen = 0;
  private readonly timeOf: (entry: T) => number;

  /** @param timeOf when an entry was, ms */
  constructor(timeOf: (entry: T) => number) {
    this.timeOf = timeOf;
  }

  push(entry: T): void {
    this.entries.push(entry);
    this.seen++;
  }

  clear(): void {
    this.entries = [];
  }

  /** Those after the first `seen`. */
  since(seen: number): T[] {
    return this.entries.slice(Math.max(0, this.entries.length - (this.seen - seen)));
  }

  /** Those from `time` on; found by halves, so some that stand out of order may be missing. */
  from(time: number): T[] {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.entries[middle];
      if (entry !== undefined && this.timeOf(entry) < time) low = middle + 1;
      else high = middle;
    }
    return this.entries.slice(low);
  }

  /** Lets go of those before `oldest`, and of those beyond the newest `most`. */
  trim(oldest: number, most: number): void {
    const isKept = (entry: T) => this.timeOf(entry) >= oldest;
    const first = this.entries.findIndex(isKept);
    const count = Math.max(first < 0 ? this.entries.length : first, this.entries.length - most);
    // In bulk: to move all that is kept takes its time.
    if (count > 1000 || count > this.entries.length / 2) this.entries.splice(0, count);
  }
}
