import type { Socket } from 'node:net';
import { bytesDirect } from '../socket/direct-write';
import type { Account } from './account';

/** How much of what a socket was given the system has not taken is known to its handle alone. */
type Handled = Socket & { _handle?: { writeQueueSize?: number } | null };

/**
 * Shares out a socket's own byte counters among the exchanges that use it one after another, each from the end
 * of the exchange before: a kept-alive connection may carry two techniques and the page's files, and still the
 * parts add up to the whole.
 *
 * Bytes the program has queued but the system has not taken yet are not counted: they have not crossed.
 */
export class MeteredConnection {
  private readonly socket: Socket;
  private readonly below: { readonly backlog: number };
  /** The techniques that it has carried: mostly one. */
  private known: readonly Account[] = [];
  private account: Account | null = null;
  private lost = 0;
  private settledUp = 0;
  private settledDown = 0;

  /** @param below knows of bytes that the socket's own counter has and the system has not */
  constructor(socket: Socket, below: { readonly backlog: number }) {
    this.socket = socket;
    this.below = below;
  }

  /** The socket is being destroyed: what the system has not taken by now it never will. */
  losing(): void {
    this.lost = (this.socket as Handled)._handle?.writeQueueSize ?? 0;
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

  /** The exchange is over: the whole answer has been handed to the system, or the connection is closed. */
  end(): void {
    const { up, down } = this.unsettled();
    this.settledUp += up;
    this.settledDown += down;
    this.account?.settle(this, up, down);
    this.account = null;
  }

  /** Whether an exchange of a technique is under way. */
  get busy(): boolean {
    return this.account !== null;
  }

  /** Bytes of the exchange under way: `up` from the browser, `down` to it. */
  unsettled(): { up: number; down: number } {
    return { up: this.socket.bytesRead - this.settledUp, down: this.sent - this.settledDown };
  }

  /** Bytes that the system has taken since the connection began. */
  get sent(): number {
    return this.socket.bytesWritten + bytesDirect(this.socket) - this.below.backlog - this.lost;
  }
}
