import { epochNow } from '@/lib/measure/clock';

/** How long something has lasted, the times left out in which it stood still, ms. It runs as it is made. */
export class Stopwatch {
  private readonly now: () => number;
  /** What it had lasted when it was started last. */
  private before = 0;
  private since: number | null;

  /** @param now a clock in ms, @param since when it was started */
  constructor(now = epochNow, since = now()) {
    this.now = now;
    this.since = since;
  }

  get isRunning(): boolean {
    return this.since !== null;
  }

  get elapsed(): number {
    return this.before + (this.since === null ? 0 : this.now() - this.since);
  }

  start(): void {
    this.since ??= this.now();
  }

  stop(): void {
    this.before = this.elapsed;
    this.since = null;
  }
}
