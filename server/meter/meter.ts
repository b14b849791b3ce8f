import type { Account, Delivery, OpenExchange } from './account';
import type { Bytes } from './bytes';

/**
 * The byte counters of whatever carries exchanges: all bytes that have crossed since it began, both ways. Bytes that the
 * program has queued but the system has not taken yet have not crossed.
 */
export type ByteCounter = Readonly<Bytes>;

/** Ticks on their way out: they have left when the counter has reached `at`. */
interface Leaving {
  account: Account;
  at: number;
  ticks: number;
  payload: number;
}

/** A connection, as the accounts see it that count it once each. */
interface Carried {
  carried: readonly Account[];
}

const NO_BYTES: Bytes = { up: 0, down: 0 };

/** Where the handshake of an exchange is over that is nothing else. */
const NEVER: Bytes = { up: Number.POSITIVE_INFINITY, down: Number.POSITIVE_INFINITY };

/**
 * Shares out the counters of a carrier among the exchanges that use it one after another, each from the end of the
 * exchange before: a kept-alive connection may carry two techniques and the page's files, and still the parts add up to
 * the whole.
 */
export class Meter implements OpenExchange {
  private readonly counter: ByteCounter;
  /** Remembers the techniques that the connection has carried: mostly one. */
  private readonly connection: Carried;
  carried: readonly Account[] = [];
  private account: Account | null = null;
  private settledUp = 0;
  private settledDown = 0;
  /** Where the counters will stand when the handshake of the exchange is over; null where it has none. */
  private established: Bytes | null = null;
  /** Made when something does not leave at once; in the order in which it will. */
  private leaving: Leaving[] | null = null;

  /** @param connection below, where several meters have it together */
  constructor(counter: ByteCounter, connection?: Carried) {
    this.counter = counter;
    this.connection = connection ?? this;
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
    const { connection } = this;
    if (connection.carried.includes(account)) return;
    // An array that is pushed to makes room for many more.
    connection.carried = [...connection.carried, account];
    account.connections++;
  }

  /**
   * Ticks were handed over for sending. They are payload when they have left, and never if they do not: so there is never
   * more payload than bytes.
   *
   * @param outstanding bytes that have been handed over up to and with these ticks, and have not left
   */
  deliver({ ticks, payload }: Delivery, outstanding: number): void {
    const { account, leaving, counter } = this;
    if (!account) return;
    if (outstanding === 0 && !leaving) {
      account.delivered(ticks.length, payload);
      return;
    }
    this.leaving = leaving ?? [];
    this.leaving.push({ account, at: counter.down + outstanding, ticks: ticks.length, payload });
    this.countLeft();
  }

  /**
   * The head of a stream was handed over: what has crossed since the exchange began, and that head, were its handshake.
   *
   * @param outstanding bytes that have been handed over up to and with that head, and have not left
   */
  establish(outstanding: number): void {
    const { up, down } = this.counter;
    this.established ??= { up, down: down + outstanding };
  }

  /** All of the exchange is a handshake: it only sets up what others carry on. */
  connecting(): void {
    this.established = NEVER;
  }

  /**
   * The exchange is over: the whole answer has been handed to the system, or the carrier is closed.
   *
   * @param next of the exchange whose request came in meanwhile: the bytes from here on are its own
   */
  end(next: Account | null = null): void {
    this.account?.settle(this);
    const { up, down } = this.unsettled();
    this.settledUp += up;
    this.settledDown += down;
    this.established = null;
    this.account = next;
    next?.attach(this);
  }

  unsettled(): Bytes {
    this.countLeft();
    return { up: this.counter.up - this.settledUp, down: this.counter.down - this.settledDown };
  }

  handshake(): Bytes {
    const { established, counter } = this;
    if (!established) return NO_BYTES;
    const { up, down } = established;
    return {
      up: Math.min(up, counter.up) - this.settledUp,
      down: Math.min(down, counter.down) - this.settledDown,
    };
  }

  private countLeft(): void {
    const { leaving, counter } = this;
    if (!leaving) return;
    const { down } = counter;
    const left = leaving.findIndex(({ at }) => at > down);
    for (const { account, ticks, payload } of leaving.splice(0, left < 0 ? leaving.length : left))
      account.delivered(ticks, payload);
    if (leaving.length === 0) this.leaving = null;
  }
}
