import type { Http2ServerResponse } from 'node:http2';
import type { TechniqueId } from '@/lib/techniques';
import type { Note } from '@/lib/wire/crossing';
import type { AnswerCounter, HttpResponse, ServedCarrier, StreamBody } from '../carrier/carrier';
import type { Address } from '../limits/addresses';
import type { Link } from '../link/link';
import type { Incoming, LinkedConnection } from '../link/linked-connection';
import type { Account, Delivery } from '../meter/account';
import { Meter } from '../meter/meter';
import type { TlsCounter } from '../tls/tls-counter';
import { DATA, FRAME_HEAD, type Frame, HEADERS } from './frames';
import { KeptBack } from './kept-back';
import { ShownFrames } from './shown-frames';

/** Ticks in the body of a response without end: they have left when so many bytes of it have. */
interface Leaving extends Delivery {
  at: number;
}

/** The connection that streams share, as one of them sees it. */
export interface SharedConnection {
  readonly destroyed: boolean;
  readonly address: Address;
  readonly linked: LinkedConnection;
  readonly tls: TlsCounter;
  /** The techniques that it has carried. */
  carried: readonly Account[];
  countFor(client: string): void;
  /** A stream is over. */
  streamOver(): void;
}

/** One stream of an HTTP/2 connection: its bytes are those of its frames, above TLS. */
export class StreamCarrier implements ServedCarrier, AnswerCounter {
  up = 0;
  down = 0;
  /** What the wire shows of it. */
  readonly frames: ShownFrames;
  readonly keptBack = new KeptBack();
  private readonly meter: Meter;
  readonly connection: SharedConnection;
  private account: Account | null = null;
  private response: Http2ServerResponse | null = null;
  private release = () => {};
  /** What goes into an answer that has an end. */
  private ticks = 0;
  private payload = 0;
  /** Of a body without end: what was written to it, and how much of that has left, bytes; null for other bodies. */
  private body: { written: number; left: number; leaving: Leaving[] } | null = null;
  /** Bytes that were handed over to be sent. */
  private handed = 0;
  /** The same up to and with the head of the response; null before that. */
  private head: number | null = null;
  private over = false;

  /** @param id its number on the connection */
  constructor(id: number, connection: SharedConnection) {
    this.connection = connection;
    this.frames = new ShownFrames(id, connection.linked);
    this.meter = new Meter(this, connection);
  }

  get destroyed(): boolean {
    return this.connection.destroyed || (this.response?.stream?.destroyed ?? false);
  }

  /** Whether nothing more is to be answered on it. */
  get isOver(): boolean {
    return this.over;
  }

  get received(): number {
    return this.meter.unsettled().up;
  }

  get room(): number {
    return this.connection.address.room;
  }

  get client(): string {
    return this.connection.address.name;
  }

  countFor(client: string): void {
    this.connection.countFor(client);
  }

  /** A request has come in, and is answered by this. */
  expect(response: Http2ServerResponse): void {
    this.response = response;
    response.on('close', () => this.closed());
  }

  begin(account: Account | null): AnswerCounter {
    this.account = account;
    if (account) this.connection.tls.carries(account.shared);
    if (account?.shared) account.shared.streams++;
    this.meter.begin(account);
    return this;
  }

  delivered({ ticks, payload }: Delivery): void {
    const { body } = this;
    if (body) body.leaving.push({ at: body.written, ticks, payload });
    else {
      this.ticks += ticks.length;
      this.payload += payload;
      this.connection.address.untaken += payload;
    }
  }

  travel(link: Link, technique: TechniqueId, incoming: Incoming, arrived: () => void): void {
    const { frames, response } = this;
    frames.belongsTo(link, technique);
    const headers = response?.req.rawHeaders ?? [];
    const show = (after: number) => frames.request(headers, after);
    // A stream that was ended meanwhile has nobody to be answered.
    const come = () => this.over || arrived();
    this.connection.linked.request(link, technique, incoming, come, show);
    frames.requested();
  }

  /** The files of the page cross the same connection as its techniques, and so the same network. */
  leaveLink(): void {
    this.frames.belongsToNone();
  }

  upgrade(): void {
    throw new Error('A stream of HTTP/2 does not change its protocol.');
  }

  upgraded(): void {
    this.upgrade();
  }

  connecting(): void {
    this.meter.connecting();
  }

  hold(release: () => void): void {
    this.release = release;
  }

  note(note: Note): void {
    this.frames.note(note);
  }

  openBody(response: HttpResponse, ready: (body: StreamBody) => void): void {
    const body = { written: 0, left: 0, leaving: [] };
    this.body = body;
    if (this.head !== null) this.meter.establish(Math.max(0, this.head - this.down));
    ready({
      sink: {
        write(bytes) {
          body.written += bytes.length;
          return response.write(bytes);
        },
        once: (event, listener) => this.response?.once(event, listener),
      },
      chunked: false,
    });
  }

  /**
   * A frame is handed over. The head of a body without end is the last of its handshake.
   *
   * @returns is to be called when it has left
   */
  handing({ type, isLast, data: frame }: Frame): () => void {
    this.handed += frame.length;
    if (type === HEADERS && this.head === null) {
      this.head = this.handed;
      if (this.body) this.meter.establish(this.handed - this.down);
    }
    const headers = type === HEADERS ? this.response?.stream.sentHeaders : undefined;
    const inFlight = this.frames.down(type, frame, headers);
    return () => {
      inFlight?.arrived();
      this.left(type, frame.length, isLast);
    };
  }

  private left(type: number, bytes: number, isLast: boolean): void {
    const { account, body } = this;
    if (body && type === DATA) {
      body.left += bytes - FRAME_HEAD;
      while (body.leaving[0] && body.leaving[0].at <= body.left) {
        account?.delivered(body.leaving[0].ticks.length, body.leaving[0].payload);
        body.leaving.shift();
      }
    } else if (isLast) account?.delivered(this.ticks, this.payload);
  }

  /** It is over, whether or not all of it has left. */
  closed(): void {
    if (this.over) return;
    this.over = true;
    this.connection.tls.served();
    this.connection.address.untaken -= this.payload;
    this.release();
    this.connection.linked.answered();
    this.connection.streamOver();
  }

  /** No frame of it comes any more. */
  settle(): void {
    this.closed();
    this.meter.end();
  }
}
