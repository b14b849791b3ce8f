import {
  createServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type Http2Session,
} from 'node:http2';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { TechniqueId } from '@/lib/techniques';
import type { Note } from '@/lib/wire/crossing';
import type { Batch } from '../feed/batch';
import type { Link } from '../link/link';
import { type ConnectionBelow, type Incoming, LinkedConnection } from '../link/linked-connection';
import type { Account } from '../meter/account';
import { Meter } from '../meter/meter';
import type { AnswerCounter, Carrier, HttpResponse, StreamBody } from './carrier';

/** Length, type, flags and stream of a frame (RFC 9113, 4.1), bytes. */
const FRAME_HEAD = 9;

/** The type of the frame that the head of a response is (RFC 9113, 6.2). */
const HEADERS = 1;

/** What a client says first of all (RFC 9113, 3.4), bytes. */
const PREFACE = 24;

/** Cuts one direction of a connection into frames, in whatever pieces it comes. */
class FrameCutter {
  private rest = Buffer.alloc(0);
  private preface: number;

  constructor(preface: number) {
    this.preface = preface;
  }

  *cut(data: Buffer): Iterable<{ stream: number; frame: Buffer }> {
    this.rest = Buffer.concat([this.rest, data]);
    for (;;) {
      const head = this.preface || FRAME_HEAD;
      if (this.rest.length < head) return;
      const length = this.preface || FRAME_HEAD + this.rest.readUIntBE(0, 3);
      if (this.rest.length < length) return;
      const stream = this.preface ? 0 : this.rest.readUInt32BE(5);
      this.preface = 0;
      yield { stream, frame: this.rest.subarray(0, length) };
      this.rest = this.rest.subarray(length);
    }
  }
}

/**
 * Stands between a TCP connection and the HTTP/2 above it: counts each frame to its stream, and leads them all through
 * one simulated network, so that one stream's loss holds up the others.
 */
class Http2Connection extends Duplex implements ConnectionBelow {
  readonly linked = new LinkedConnection(this, 'shared');
  readonly streams = new Map<number, StreamCarrier>();
  /** Frames of the connection itself: settings, pings, windows. */
  readonly own = { up: 0, down: 0 };
  private readonly socket: Socket;
  private readonly ups = new FrameCutter(PREFACE);
  private readonly downs = new FrameCutter(0);
  private interposed = false;

  constructor(socket: Socket) {
    super();
    this.socket = socket;
    socket.on('data', (data) => {
      for (const { stream, frame } of this.ups.cut(data)) {
        this.count(stream).up += frame.length;
        this.push(frame);
      }
    });
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  interpose(): void {
    this.interposed = true;
  }

  reset(): void {
    this.socket.resetAndDestroy();
  }

  finish(): void {
    this.socket.end();
  }

  /** The carrier of a stream, or the counter of the connection's own frames. */
  count(stream: number): { up: number; down: number } {
    return stream === 0 ? this.own : this.stream(stream);
  }

  stream(stream: number): StreamCarrier {
    let carrier = this.streams.get(stream);
    if (!carrier) {
      carrier = new StreamCarrier(this);
      this.streams.set(stream, carrier);
    }
    return carrier;
  }

  override _read(): void {}

  override _write(data: Buffer, _encoding: BufferEncoding, done: () => void): void {
    for (const { stream, frame } of this.downs.cut(data)) {
      const counter = this.count(stream);
      this.streams.get(stream)?.leaving(frame);
      const leave = (piece: Buffer) => {
        counter.down += piece.length;
        this.socket.write(piece);
      };
      if (this.interposed) this.linked.down(frame, leave, this.streams.get(stream)?.technique ?? null);
      else leave(frame);
    }
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.linked.closed();
    // Frames of a stream may come after its end, such as its reset; they are its own all the same.
    for (const { meter } of this.streams.values()) meter.end();
    this.socket.destroy();
    done(error);
  }
}

/** One stream of an HTTP/2 connection. */
class StreamCarrier implements Carrier {
  up = 0;
  down = 0;
  technique: TechniqueId | null = null;
  readonly meter = new Meter(this);
  readonly room = 2 * 1024 * 1024;
  private readonly connection: Http2Connection;
  private readonly handed: Batch[] = [];
  private release = () => {};
  /** Bytes that were handed over to be sent. */
  private handedOver = 0;
  private isStream = false;

  constructor(connection: Http2Connection) {
    this.connection = connection;
  }

  get destroyed(): boolean {
    return this.connection.destroyed;
  }

  get received(): number {
    return this.meter.unsettled().up;
  }

  begin(account: Account): AnswerCounter {
    this.meter.begin(account);
    return this;
  }

  delivered(batch: Batch): void {
    this.handed.push(batch);
  }

  travel(link: Link, technique: TechniqueId, incoming: Incoming, arrived: () => void): void {
    this.technique = technique;
    this.connection.linked.request(link, technique, incoming, arrived);
  }

  upgrade(): void {
    throw new Error('no protocol is changed here');
  }

  upgraded(): void {
    this.upgrade();
  }

  /** A frame is handed over. That of the head of a stream is the last of its handshake. */
  leaving(frame: Buffer): void {
    this.handedOver += frame.length;
    if (this.isStream && frame[3] === HEADERS) this.meter.establish(this.handedOver - this.down);
  }

  hold(release: () => void): void {
    this.release = release;
  }

  note(note: Note): void {
    this.connection.linked.note(note, this.technique);
  }

  openBody(response: HttpResponse & StreamBody['sink'], ready: (body: StreamBody) => void): void {
    this.isStream = true;
    ready({ sink: response, chunked: false });
  }

  over(): void {
    // What was written to a response that has ended properly has left.
    for (const batch of this.handed) this.meter.deliver(batch, 0);
    this.connection.linked.answered();
    this.release();
  }
}

/**
 * A server that speaks HTTP/2 without TLS.
 *
 * @param answer is given each request with the carrier that its stream is
 * @returns it does not listen yet; `own` has the bytes of no stream, of all its connections
 */
export function createHttp2Server(
  answer: (carrier: Carrier, request: Http2ServerRequest, response: Http2ServerResponse) => void,
): { server: Server; own: () => { up: number; down: number } } {
  const connections: Http2Connection[] = [];
  const sessions = new WeakMap<Http2Session, Http2Connection>();
  const http2 = createServer((request, response) => {
    const { session, id = 0 } = request.stream;
    const connection = session && sessions.get(session);
    if (!connection) return response.stream.close();
    const carrier = connection.stream(id);
    response.on('close', () => carrier.over());
    answer(carrier, request, response);
  });
  const server = createTcpServer({ noDelay: true }, (socket) => {
    const connection = new Http2Connection(socket);
    connections.push(connection);
    http2.once('session', (session) => sessions.set(session, connection));
    http2.emit('connection', connection);
  });
  const own = () => ({
    up: connections.reduce((sum, connection) => sum + connection.own.up, 0),
    down: connections.reduce((sum, connection) => sum + connection.own.down, 0),
  });
  return { server, own };
}
