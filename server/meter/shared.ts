import type { SharedBytes } from '@/lib/channel/control-messages';
import type { Bytes } from './bytes';

/** What a connection costs that belongs to no exchange on it, so far. */
export interface SharedCounter {
  /** Frames of an HTTP/2 connection itself. */
  frames(): Bytes;
  /** What TLS adds: its handshake, and the head and the seal of each record. */
  tls(): Bytes;
}

/**
 * What all techniques of a market share: one record of TLS can hold frames of several, so it cannot be divided among
 * them without guessing. A connection counts here from its first exchange of the market on.
 */
export class SharedAccount {
  private readonly settled: SharedBytes = { frames: { up: 0, down: 0 }, tls: { up: 0, down: 0 } };
  private readonly open = new Set<SharedCounter>();

  attach(connection: SharedCounter): void {
    this.open.add(connection);
  }

  /** A connection is closed, or goes over to another market: what it has cost stays here. */
  settle(connection: SharedCounter): void {
    if (this.open.delete(connection)) add(this.settled, connection);
  }

  read(): SharedBytes {
    const { frames, tls } = this.settled;
    const sum = { frames: { ...frames }, tls: { ...tls } };
    for (const connection of this.open) add(sum, connection);
    return sum;
  }
}

function add(sum: SharedBytes, connection: SharedCounter): void {
  for (const part of ['frames', 'tls'] as const) {
    const { up, down } = connection[part]();
    sum[part].up += up;
    sum[part].down += down;
  }
}
