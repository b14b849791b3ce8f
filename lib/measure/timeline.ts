/** A stretch of a run: from `start`, `width` ms long. */
export interface Bucket<T> {
  start: number;
  width: number;
  value: T;
}

/** What a timeline keeps in a bucket, and how two neighbouring ones become one. */
export interface Merging<T> {
  create(): T;
  merge(earlier: T, later: T): T;
}

/** Either the last `count` buckets of fixed width, or the whole run in at most `count` buckets that widen. */
export class Timeline<T> {
  private readonly merging: Merging<T>;
  private readonly count: number;
  private readonly whole: boolean;
  private width: number;
  private list: Bucket<T>[] = [];

  constructor(merging: Merging<T>, options: { width: number; count: number; whole: boolean }) {
    this.merging = merging;
    this.width = options.width;
    this.count = options.count;
    this.whole = options.whole;
  }

  get buckets(): readonly Bucket<T>[] {
    return this.list;
  }

  /** The bucket of the moment `time` (ms since the run began), which is never before the one asked for last. */
  at(time: number): Bucket<T> {
    const last = this.list.at(-1);
    if (last && time < last.start + last.width) return last;
    const bucket = {
      start: Math.floor(time / this.width) * this.width,
      width: this.width,
      value: this.merging.create(),
    };
    this.list.push(bucket);
    if (this.list.length <= this.count) return bucket;
    if (this.whole) this.widen();
    else this.list.shift();
    return this.list.at(-1) ?? bucket;
  }

  /** Doubles the width of all buckets: an hour fits where a minute did. */
  private widen(): void {
    this.width *= 2;
    const wider: Bucket<T>[] = [];
    for (const bucket of this.list) {
      const start = Math.floor(bucket.start / this.width) * this.width;
      const last = wider.at(-1);
      if (last?.start === start) last.value = this.merging.merge(last.value, bucket.value);
      else wider.push({ start, width: this.width, value: bucket.value });
    }
    this.list = wider;
  }
}
