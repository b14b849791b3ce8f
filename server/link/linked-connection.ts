import type { Socket } from 'node:net';
import type { TechniqueId } from '@/lib/techniques';
import type { WireEvent } from '@/lib/wire/event';
import { writeThrough } from '../socket/direct-write';
import type { InFlight } from '../wire/capture';
import { type Line, SEGMENT } from './link';
import { Pipe } from './pipe';

/** What a link takes in before the program has to wait, as the send buffer of a socket does, bytes. */
const SEND_BUFFER = 64 * 1024;

const NOTHING = Buffer.alloc(0);

/** A request that has come in: its size with its body, and, where somebody wants to see it, its bytes. */
export interface Incoming {
  bytes: number;
  copy(): Buffer;
}

/**
 * Puts a page's simulated network between a socket and the operating system, below HTTP and WebSocket, which know
 * nothing of it. What is sent goes through a pipe before the system has it, so the socket counts it when it really
 * goes out. It costs nothing until a link or a fault first needs it.
 */
export class LinkedConnection {
  private readonly socket: Socket;
  private line: Line | null = null;
  private technique: TechniqueId | null = null;
  private upgraded = false;
  private frozen = false;
  private answering = false;
  private fresh = true;
  /** Its number in the capture of its market. */
  private number = 0;
  /** Made when a link or a fault first needs them. */
  private pipes: { up: Pipe; down: Pipe } | null = null;
  /** The write that the program is waiting for, and how large it is. */
  private held: { bytes: number; done: () => void } | null = null;
  /** Bytes given to the system that it has not taken yet. */
  private leaving = 0;

  constructor(socket: Socket) {
    this.socket = socket;
  }

  /** The socket is closed. */
  closed(): void {
    if (this.line) this.record('close', NOTHING)?.arrived();
    this.leave();
    this.pipes?.up.clear();
    this.pipes?.down.clear();
  }

  /**
   * A request of a technique has come in on this connection: brings it through the link.
   *
   * @param arrived is called when it has come out on the server's side
   */
  request(line: Line, technique: TechniqueId, incoming: Incoming, arrived: () => void): void {
    this.join(line, technique);
    const isNew = this.fresh;
    this.fresh = false;
    this.answering = true;
    if (!this.pipes) {
      arrived();
      return;
    }
    if (isNew && line.refusing) {
      this.socket.resetAndDestroy();
      return;
    }
    if (isNew && line.freezing) this.freeze();
    // A new connection pays for its handshake: SYN and SYN-ACK go there and back before the request can.
    const handshake = isNew ? line.settings.rtt : 0;
    if (isNew) this.record('open', NOTHING)?.arrived(handshake);
    const underway = line.capture.on ? this.record('up', incoming.copy(), handshake) : null;
    this.pipes.up.send(
      incoming.bytes,
      () => {
        underway?.arrived();
        if (!this.socket.destroyed) arrived();
      },
      handshake,
    );
  }

  /** The last byte of the answer has been given to the link. */
  answered(): void {
    this.answering = false;
    this.pipes?.down.pump();
  }

  /** From now on messages come up this connection that no request goes before. */
  upgrade(): void {
    this.upgraded = true;
    if (this.pipes) this.placeUp(this.pipes.up);
  }

  /** What comes next on this connection is no technique's: it does not go through the link. */
  leave(): void {
    this.line?.remove(this);
    this.line = null;
  }

  /** Bytes the socket counts as written, or as waiting, that have not gone out. */
  get backlog(): number {
    return this.socket.writableLength - (this.held?.bytes ?? 0) + this.leaving;
  }

  /** Calls `then` as soon as all that was sent has really gone out. */
  whenSent(then: () => void): void {
    if (this.pipes) this.pipes.down.whenEmpty(then);
    else then();
  }

  /** Takes note of a change of the line. */
  update(): void {
    if (this.line?.active) this.place();
    this.pipes?.up.pump();
    this.pipes?.down.pump();
  }

  freeze(): void {
    this.frozen = true;
    this.place();
  }

  reset(): void {
    this.socket.resetAndDestroy();
  }

  finish(): void {
    this.socket.destroySoon();
  }

  private join(line: Line, technique: TechniqueId): void {
    if (this.line !== line) {
      this.leave();
      this.line = line;
      line.add(this);
      this.number = line.capture.newConnection();
    }
    this.technique = technique;
    if (line.active) this.place();
  }

  private record(way: WireEvent['way'], data: Buffer, after = 0): InFlight {
    const { line, technique } = this;
    if (!line?.capture.on || !technique) return null;
    return line.capture.record(technique, this.number, way, this.upgraded && way !== 'close', data, after);
  }

  private arrival(way: 'up' | 'down', bytes: number, now: number): number {
    if (!this.line || !this.technique) return now;
    return this.line.arrival(this.technique, way, bytes, now);
  }

  private blockedUntil(way: 'up' | 'down', now: number): number {
    if (this.frozen) return Number.POSITIVE_INFINITY;
    if (!this.line) return 0;
    const buffered =
      way === 'down' && this.answering && !this.upgraded
        ? this.line.bufferUntil(this.pipes?.down.queued ?? 0)
        : 0;
    return Math.max(buffered, this.line.outageUntil(now));
  }

  private pipe(way: 'up' | 'down'): Pipe {
    return new Pipe({
      arrival: (bytes, now) => this.arrival(way, bytes, now),
      blockedUntil: (now) => this.blockedUntil(way, now),
    });
  }

  /** Takes the place of the operating system below the socket. */
  private place(): void {
    if (this.pipes) return;
    const up = this.pipe('up');
    const down = this.pipe('down');
    this.pipes = { up, down };
    const { socket } = this;
    writeThrough(socket);
    const write = socket._write.bind(socket);
    const final = socket._final.bind(socket);
    // One write at a time, as a stream does it: what comes out of the pipe meanwhile goes out together.
    let ready: Buffer[] = [];
    let ended: ((error?: Error | null) => void) | undefined;
    const flush = () => {
      if (this.leaving > 0 || socket.destroyed) return;
      if (ready.length === 0) {
        this.release();
        if (ended) final(ended);
        ended = undefined;
        return;
      }
      const data = Buffer.concat(ready);
      ready = [];
      this.leaving = data.length;
      // What a socket calls the encoding of bytes; the types know of text only.
      write(data, 'buffer' as BufferEncoding, (error) => {
        this.leaving = 0;
        if (error) socket.destroy(error);
        else flush();
      });
    };
    const take = (data: Buffer, done: (error?: Error | null) => void) => {
      this.held = { bytes: data.length, done };
      const underway = this.record('down', data);
      for (let from = 0; from < data.length; from += SEGMENT) {
        const segment = data.subarray(from, from + SEGMENT);
        down.send(segment.length, () => {
          ready.push(segment);
          if (segment.byteOffset + segment.length === data.byteOffset + data.length) underway?.arrived();
          flush();
        });
      }
      this.release();
    };
    socket._write = (chunk, encoding, done) => take(asBuffer(chunk, encoding), done);
    socket._writev = (chunks, done) =>
      take(Buffer.concat(chunks.map(({ chunk, encoding }) => asBuffer(chunk, encoding))), done);
    socket._final = (done) => {
      // Nobody would ever learn of this end, and the socket would stay.
      if (this.frozen) {
        socket.destroy();
        return;
      }
      down.send(0, () => {
        ended = done;
        flush();
      });
    };
    if (this.upgraded) this.placeUp(up);
  }

  /** Lets the program go on writing, unless too much is on its way or the other side takes nothing. */
  private release(): void {
    const { held } = this;
    if (!held || this.frozen || this.leaving > 0 || (this.pipes?.down.queued ?? 0) > SEND_BUFFER) return;
    this.held = null;
    held.done();
  }

  private placeUp(up: Pipe): void {
    const { socket } = this;
    const push = socket.push.bind(socket);
    socket.push = (chunk, encoding) => {
      if (chunk === null && this.frozen) {
        socket.destroy();
        return false;
      }
      const underway = chunk ? this.record('up', chunk) : null;
      up.send(chunk?.length ?? 0, () => {
        underway?.arrived();
        push(chunk, encoding);
      });
      return up.queued < SEND_BUFFER;
    };
  }
}

function asBuffer(chunk: Buffer | string, encoding: BufferEncoding): Buffer {
  return typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
}
