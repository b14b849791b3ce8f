import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { Address, Addresses } from '../limits/addresses';
import type { Link } from '../link/link';
import { type ConnectionBelow, LinkedConnection } from '../link/linked-connection';
import type { Account } from '../meter/account';
import { TlsCounter } from '../tls/tls-counter';
import { type Frame, FrameCutter, FrameSorter, PREFACE } from './frames';
import { type SharedConnection, StreamCarrier } from './stream-carrier';

/** Frames of a stream may come after its end, such as its reset: so many streams are remembered beyond that. */
const REMEMBERED = 100;

type Done = (error?: Error | null) => void;

/** Bytes on their way out, and whose they are. */
interface Leaving {
  data: Buffer;
  stream: number;
  /** Of the last piece of a frame: to be told when it has left. */
  left: (() => void) | null;
}

/**
 * Stands between TLS and the HTTP/2 above it. It counts each frame to its stream, and leads them all through one
 * simulated network, so that what holds up one stream holds up the others behind it.
 */
export class Http2Connection extends Duplex implements ConnectionBelow, SharedConnection {
  readonly linked = new LinkedConnection(this, 'shared');
  /** Frames of the connection itself: settings, pings, windows. */
  readonly own = { up: 0, down: 0 };
  /** The techniques that it has carried. */
  carried: readonly Account[] = [];
  address: Address;
  readonly tls: TlsCounter;
  private readonly below: TLSSocket;
  private readonly raw: Socket;
  private readonly addresses: Addresses;
  private readonly streams = new Map<number, StreamCarrier>();
  /** The highest number that a stream has had. */
  private latest = 0;
  private readonly ups = new FrameSorter(PREFACE);
  private readonly downs = new FrameCutter();
  private interposed = false;
  private allDown = 0;
  private ready: Leaving[] = [];
  private isWriting = false;
  /** The write that HTTP/2 is waiting for. */
  private held: Done | null = null;
  private ended: Done | null = null;

  /**
   * @param below the TLS connection that carries it
   * @param raw the TCP connection below that
   * @param address that has admitted it
   */
  constructor(below: TLSSocket, raw: Socket, addresses: Addresses, address: Address) {
    super();
    this.below = below;
    this.raw = raw;
    this.tls = new TlsCounter(raw, below, this.own);
    this.addresses = addresses;
    this.address = address;
    below.on('data', (data: Buffer) => {
      for (const { stream, data: piece, isLast } of this.ups.sort(data)) {
        const counter = this.counterOf(stream);
        counter.up += piece.length;
        if (counter instanceof StreamCarrier) counter.frames.came(piece, isLast);
      }
      if (!this.push(data)) below.pause();
    });
    below.on('end', () => this.push(null));
    below.on('error', (error) => this.destroy(error));
    below.on('close', () => this.destroy());
  }

  /** Bytes that wait to be taken by the system. */
  get waiting(): number {
    return this.ready.length + this.below.writableLength;
  }

  /** Bytes that have left so far. */
  get down(): number {
    return this.allDown;
  }

  /** A trusted proxy has brought a request of this client. @throws HttpError 503 where it has too many connections */
  countFor(client: string): void {
    if (this.address.name === client) return;
    const next = this.addresses.admit(client);
    this.addresses.leave(this.address);
    this.address = next;
  }

  /** The carrier of a stream: it is made by the first frame of it. */
  stream(id: number): StreamCarrier {
    let carrier = this.streams.get(id);
    if (!carrier) {
      carrier = new StreamCarrier(id, this);
      this.streams.set(id, carrier);
      this.latest = Math.max(this.latest, id);
    }
    return carrier;
  }

  /** A stream is over. The oldest of those is settled for good. */
  streamOver(): void {
    if (this.streams.size <= REMEMBERED) return;
    for (const [id, carrier] of this.streams) {
      if (!carrier.isOver) continue;
      carrier.settle();
      this.streams.delete(id);
      if (this.streams.size <= REMEMBERED) return;
    }
  }

  interpose(): void {
    this.interposed = true;
  }

  reset(): void {
    this.raw.resetAndDestroy();
  }

  finish(): void {
    this.below.destroySoon();
  }

  override _read(): void {
    this.below.resume();
  }

  override _write(data: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.held = done;
    for (const frame of this.downs.cut(data)) {
      const carrier = this.streams.get(frame.stream);
      if (!carrier) this.travel(frame, null, null);
      else {
        const { link } = carrier.frames;
        const left = carrier.handing(frame);
        carrier.keptBack.take(frame, link, () => this.travel(frame, link, left));
      }
    }
    this.flush();
    this.release();
  }

  /** A frame goes through the link, where there is one. @param left is to be called when all of it has left */
  private travel({ data: frame, stream }: Frame, link: Link | null, left: (() => void) | null): void {
    if (!this.interposed) {
      this.ready.push({ data: frame, stream, left });
      return;
    }
    let rest = frame.length;
    const out = (piece: Buffer) => {
      rest -= piece.length;
      this.ready.push({ data: piece, stream, left: rest === 0 ? left : null });
      this.flush();
    };
    this.linked.down(frame, out, link ?? undefined);
  }

  override _writev(chunks: { chunk: Buffer }[], done: Done): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'binary', done);
  }

  override _final(done: Done): void {
    const end = () => {
      this.ended = done;
      this.flush();
    };
    if (this.interposed) this.linked.end(end);
    else end();
  }

  override _destroy(error: Error | null, done: Done): void {
    this.tls.closed();
    this.linked.closed();
    for (const carrier of this.streams.values()) {
      carrier.keptBack.clear();
      carrier.settle();
    }
    this.addresses.leave(this.address);
    this.below.destroy();
    done(error);
  }

  /** The counter of a stream; late frames of one that is forgotten are the connection's own. */
  private counterOf(stream: number): { up: number; down: number } {
    if (stream === 0 || (stream <= this.latest && !this.streams.has(stream))) return this.own;
    return this.stream(stream);
  }

  /** Gives TLS what is ready, all of it at once: what comes meanwhile goes out together. */
  private flush(): void {
    const { below, ready, ended } = this;
    if (this.isWriting || below.destroyed) return;
    if (ready.length === 0) {
      this.ended = null;
      if (ended) below.end(ended);
      return;
    }
    this.ready = [];
    this.isWriting = true;
    below.write(Buffer.concat(ready.map(({ data }) => data)), (error) => {
      this.isWriting = false;
      if (error) return;
      for (const { data, stream, left } of ready) {
        this.allDown += data.length;
        this.counterOf(stream).down += data.length;
        left?.();
      }
      this.release();
      this.flush();
    });
  }

  /** Lets HTTP/2 go on writing, unless too much is on its way or the other side takes nothing. */
  private release(): void {
    const { held, linked } = this;
    if (!held || this.isWriting || linked.frozen || linked.full) return;
    this.held = null;
    held();
  }
}
