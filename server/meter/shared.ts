import type { SharedFigures } from '@/lib/channel/control-messages';
import type { Bytes } from './bytes';

/** What a connection costs that belongs to no exchange on it, so far. */
export interface SharedCounter {
  /** Whether it carries many exchanges at a time, each as a stream of its own. */
  readonly hasStreams: boolean;
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
  /** Streams of HTTP/2 that have begun. */
  streams = 0;
  private connections = 0;
  private readonly settled = { frames: { up: 0, down: 0 }, tls: { up: 0, down: 0 } };
  private readonly open = new Set<SharedCounter>();
  /** One that several pages share comes again. */
  private readonly known = new WeakSet<SharedCounter>();

  attach(connection: SharedCounter): void {
    this.open.add(connection);
    if (connection.hasStreams && !this.known.has(connection)) this.connections++;
    this.known.add(connection);
  }

  /** A connection is closed, or goes over to another market: what it has cost stays here. */
  settle(connection: SharedCounter): void {
    if (this.open.delete(connection)) add(this.settled, connection);
  }

  read(): SharedFigures {
    const { settled, connections, streams } = this;
    const sum = { frames: { ...settled.frames }, tls: { ...settled.tls } };
    for (const connection of this.open) add(sum, connection);
    return { ...sum, connections, streams };
  }
}

function add(sum: Pick<SharedFigures, 'frames' | 'tls'>, connection: SharedCounter): void {
  for (const part of ['frames', 'tls'] as const) {
    const { up, down } = connection[part]();
    sum[part].up += up;
    sum[part].down += down;
  }
}
