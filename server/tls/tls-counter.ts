import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Bytes } from '../meter/bytes';
import type { SharedAccount, SharedCounter } from '../meter/shared';

/**
 * What TLS adds to a connection: what crosses the socket below, less what it carries. It goes to the market whose
 * techniques use the connection.
 */
export class TlsCounter implements SharedCounter {
  private readonly below: Socket;
  private readonly above: TLSSocket;
  private readonly own: Readonly<Bytes>;
  readonly hasStreams: boolean;
  private account: SharedAccount | null = null;
  /** What had crossed when the connection came to its market. */
  private before = { tls: { up: 0, down: 0 }, frames: { up: 0, down: 0 } };
  private hasServed = false;

  /** @param own frames of the connection itself, where it has such */
  constructor(below: Socket, above: TLSSocket, own?: Readonly<Bytes>) {
    this.below = below;
    this.above = above;
    this.own = own ?? { up: 0, down: 0 };
    this.hasStreams = own !== undefined;
  }

  /**
   * The connection carries an exchange of a technique. Its handshake counts where that is the first thing that it carries.
   *
   * @param account of the technique's market; null for what belongs to none
   */
  carries(account: SharedAccount | null): void {
    if (account && account !== this.account) {
      this.account?.settle(this);
      if (this.hasServed) this.before = { tls: this.tlsSoFar(), frames: { ...this.own } };
      this.account = account;
      account.attach(this);
    }
  }

  /** An exchange is over. */
  served(): void {
    this.hasServed = true;
  }

  closed(): void {
    this.account?.settle(this);
  }

  tls(): Bytes {
    return less(this.tlsSoFar(), this.before.tls);
  }

  frames(): Bytes {
    return less(this.own, this.before.frames);
  }

  private tlsSoFar(): Bytes {
    const { below, above } = this;
    return { up: below.bytesRead - above.bytesRead, down: below.bytesWritten - above.bytesWritten };
  }
}

function less(all: Bytes, before: Bytes): Bytes {
  return { up: all.up - before.up, down: all.down - before.down };
}
