import { after, type Batch } from './batch';

/** A client that waits for the ticks after its cursor, and is answered once. */
export class Waiter {
  private readonly all: Set<Waiter>;
  private readonly since: number;
  private readonly answer: (batch: Batch) => void;
  private readonly timer: NodeJS.Timeout;

  /**
   * @param all those who wait for a feed; this one is among them until it is answered or stopped
   * @param patienceMs after so long it is answered by a batch without ticks
   */
  constructor(all: Set<Waiter>, since: number, patienceMs: number, answer: (batch: Batch) => void) {
    this.all = all;
    this.since = since;
    this.answer = answer;
    this.timer = setTimeout(Waiter.giveUp, patienceMs, this);
    all.add(this);
  }

  private static giveUp(waiter: Waiter): void {
    waiter.release();
  }

  /** A batch has been created. */
  take(batch: Batch): void {
    const news = after(batch, this.since);
    if (news.ticks.length > 0) this.end(news);
  }

  /** It is answered without a tick: there is none in time, or the server stops. */
  release(): void {
    this.end({ ticks: [], last: this.since, payload: 0 });
  }

  stop(): void {
    clearTimeout(this.timer);
    this.all.delete(this);
  }

  private end(batch: Batch): void {
    if (!this.all.has(this)) return;
    this.stop();
    this.answer(batch);
  }
}
