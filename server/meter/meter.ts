import type { Account, Bytes, OpenExchange } from './account';

/**
 * The byte counters of whatever carries exchanges: all bytes that have crossed since it began, both ways. Bytes that the
 * program has queued but the system has not taken yet have not crossed.
 */
export type ByteCounter = Readonly<Bytes>;

/**
 * Shares out the counters of a carrier among the exchanges that use it one after another, each from the end of the
 * exchange before: a kept-alive connection may carry two techniques and the page's files, and still the parts add up to
 * the whole.
 */
export class Meter implements OpenExchange {
  private readonly counter: ByteCounter;
  /** The techniques that it has carried: mostly one. */
  private known: readonly Account[] = [];
  private account: Account | null = null;
  private settledUp = 0;
  private settledDown = 0;

  constructor(counter: ByteCounter) {
    this.counter = counter;
  }

  /**
   * An exchange starts; its bytes are all those since the one before ended.
   *
   * @param account of the technique that asked; null for what belongs to none, such as the page's files
   */
  begin(account: Account | null): void {
    if (this.account && this.account !== account) this.end();
    this.account = account;
    if (!account) return;
    account.attach(this);
    account.requests++;
    if (this.known.includes(account)) return;
    // An array that is pushed to makes room for many more.
    this.known = [...this.known, account];
    account.connections++;
  }

  /** The exchange is over: the whole answer has been handed to the system, or the carrier is closed. */
  end(): void {
    const bytes = this.unsettled();
    this.settledUp += bytes.up;
    this.settledDown += bytes.down;
    this.account?.settle(this, bytes);
    this.account = null;
  }

  unsettled(): Bytes {
    return { up: this.counter.up - this.settledUp, down: this.counter.down - this.settledDown };
  }
}
