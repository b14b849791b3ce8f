import type { Socket } from 'node:net';
import type { LinkedConnection } from '../link/linked-connection';
import { writeThrough } from './direct-write';

type Done = (error?: Error | null) => void;

/**
 * Takes the place of the operating system below a live socket: what the program writes goes through the link before the
 * system has it, so the socket counts it when it really goes out, and HTTP and WebSocket above know nothing of it.
 */
export class InterposedSocket {
  private readonly socket: Socket;
  private readonly link: LinkedConnection;
  private readonly writeBelow: Socket['_write'];
  private readonly endBelow: Socket['_final'];
  /** One write at a time, as a stream does it: what comes out of the link meanwhile goes out together. */
  private ready: Buffer[] = [];
  /** Bytes of the program that are in the link, or came out of it and are not with the system yet. */
  private inLink = 0;
  /** Bytes given to the system that it has not taken yet. */
  private leaving = 0;
  /** The write that the program is waiting for, and how large it is. */
  private held: { bytes: number; done: Done } | null = null;
  private ended: Done | null = null;
  private readsThrough = false;

  constructor(socket: Socket, link: LinkedConnection) {
    writeThrough(socket);
    this.socket = socket;
    this.link = link;
    this.writeBelow = socket._write;
    this.endBelow = socket._final;
    socket._write = (chunk, encoding, done) => this.write(asBuffer(chunk, encoding), done);
    socket._writev = (chunks, done) =>
      this.write(Buffer.concat(chunks.map(({ chunk, encoding }) => asBuffer(chunk, encoding))), done);
    socket._final = (done) => this.end(done);
    this.interceptReads();
  }

  /** Bytes the socket counts as written, or as waiting, that have not gone out. */
  get backlog(): number {
    return this.socket.writableLength - (this.held?.bytes ?? 0) + this.leaving;
  }

  /** Bytes that the program has written, and that have not gone out. */
  get outstanding(): number {
    return this.socket.writableLength - (this.held?.bytes ?? 0) + this.inLink;
  }

  /** From now on what comes in goes through the link too, before the program has it. */
  readThrough(): void {
    this.readsThrough = true;
  }

  /** The client's end goes through the link in any case: it must not overtake the request in front of it. */
  private interceptReads(): void {
    const { socket, link } = this;
    const push = socket.push.bind(socket);
    socket.push = (chunk, encoding) => {
      if (chunk === null && link.frozen) {
        socket.destroy();
        return false;
      }
      if (chunk !== null && !this.readsThrough) return push(chunk, encoding);
      return link.up(chunk, () => push(chunk, encoding));
    };
  }

  private write(data: Buffer, done: Done): void {
    this.held = { bytes: data.length, done };
    this.inLink += data.length;
    this.link.down(data, (piece) => {
      this.ready.push(piece);
      this.flush();
    });
    this.release();
  }

  private end(done: Done): void {
    // Nobody would ever learn of this end, and the socket would stay.
    if (this.link.frozen) {
      this.socket.destroy();
      return;
    }
    this.link.end(() => {
      this.ended = done;
      this.flush();
    });
  }

  /** Gives the system what has come out of the link. */
  private flush(): void {
    const { socket, ended } = this;
    if (this.leaving > 0 || socket.destroyed) return;
    if (this.ready.length > 0) {
      const data = Buffer.concat(this.ready);
      this.ready = [];
      this.leaving = data.length;
      // What a socket calls the encoding of bytes; the types know of text only.
      this.writeBelow.call(socket, data, 'buffer' as BufferEncoding, (error) => this.left(error));
      return;
    }
    this.release();
    this.ended = null;
    if (ended) this.endBelow.call(socket, ended);
  }

  /** The system has taken what it was given. */
  private left(error?: Error | null): void {
    this.inLink -= this.leaving;
    this.leaving = 0;
    if (error) this.socket.destroy(error);
    else this.flush();
  }

  /** Lets the program go on writing, unless too much is on its way or the other side takes nothing. */
  private release(): void {
    const { held, link } = this;
    if (!held || link.frozen || this.leaving > 0 || link.full) return;
    this.held = null;
    held.done();
  }
}

function asBuffer(chunk: Buffer | string, encoding: BufferEncoding): Buffer {
  return typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
}
