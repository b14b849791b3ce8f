import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TechniqueId } from '@/lib/techniques';
import type { Note } from '@/lib/wire/crossing';
import type { AnswerCounter, ServedCarrier, StreamBody } from '../carrier/carrier';
import type { Address, Addresses } from '../limits/addresses';
import type { Link } from '../link/link';
import { type ConnectionBelow, type Incoming, LinkedConnection } from '../link/linked-connection';
import type { Account, Delivery } from '../meter/account';
import { type ByteCounter, Meter } from '../meter/meter';
import type { TlsCounter } from '../tls/tls-counter';
import { bytesDirect, writeDirectly } from './direct-write';
import { InterposedSocket } from './interposed-socket';
import { type RefusedWrites, watchRefused } from './refused-writes';
import { queuedBelow } from './undocumented';
import { afterReading, takeUnread } from './unread';

/** A response that is owed: the ticks in it, and what is to be let go when it is over. */
class PendingResponse implements AnswerCounter {
  readonly response: ServerResponse;
  account: Account | null = null;
  address: Address;
  release: (() => void) | undefined;
  private ticks = 0;
  private payload = 0;

  constructor(response: ServerResponse, address: Address) {
    this.response = response;
    this.address = address;
  }

  get room(): number {
    return this.address.room;
  }

  delivered({ ticks, payload }: Delivery): void {
    this.ticks += ticks.length;
    this.payload += payload;
    this.address.untaken += payload;
  }

  /** All of it has left. */
  left(): void {
    this.account?.delivered(this.ticks, this.payload);
  }

  /** It is over, whether or not all of it has left. */
  closed(): void {
    this.address.untaken -= this.payload;
    this.release?.();
  }
}

/** What lies below a connection that has come over TLS. */
export interface SecureConnection {
  below: Socket;
  counter: TlsCounter;
}

const CONNECTION = Symbol('connection');

type KnownSocket = Duplex & { [CONNECTION]?: TcpConnection };

/** The connection of a socket; undefined where it was not let in. */
export function connectionOf(socket: Duplex): TcpConnection | undefined {
  return (socket as KnownSocket)[CONNECTION];
}

/**
 * A TCP connection: counts its bytes, is a member of the simulated network of a page, and carries exchanges one after
 * another, the responses in the order of their requests.
 *
 * There may be thousands, so it is one object for all of that, and its listeners are functions that all of them share.
 */
export class TcpConnection implements ServedCarrier, ByteCounter, ConnectionBelow, RefusedWrites {
  readonly socket: Socket;
  /** What TLS adds, and the socket below it; null for a connection in plain text. */
  private readonly secure: SecureConnection | null;
  private readonly meter: Meter;
  private readonly linked: LinkedConnection;
  private readonly all: Set<TcpConnection>;
  private readonly addresses: Addresses;
  private address: Address;
  private readonly pending: PendingResponse[] = [];
  private interposed: InterposedSocket | null = null;
  /** What the system has not taken when a write fails or the socket is destroyed, and never will, bytes; null before. */
  private lost: number | null = null;
  /** What had come when the socket was destroyed, and was not read, bytes. */
  private unread = 0;

  /**
   * @param all the open connections; this one is among them until its socket is closed
   * @param address that has admitted it
   * @param secure where the socket is one of TLS: its bytes are those that TLS carries
   */
  constructor(
    socket: Socket,
    all: Set<TcpConnection>,
    addresses: Addresses,
    address: Address,
    secure: SecureConnection | null = null,
  ) {
    watchRefused(socket, this);
    writeDirectly(socket);
    this.socket = socket;
    this.secure = secure;
    this.linked = new LinkedConnection(this);
    this.meter = new Meter(this);
    this.all = all;
    this.addresses = addresses;
    this.address = address;
    all.add(this);
    (socket as KnownSocket)[CONNECTION] = this;
    socket._destroy = destroy;
    socket.on('close', closed);
  }

  /** TCP payload from the browser so far, bytes. */
  get up(): number {
    return this.socket.bytesRead + this.unread;
  }

  /** TCP payload that the system has taken so far, bytes. */
  get down(): number {
    const { socket, interposed } = this;
    const backlog = interposed ? interposed.backlog : socket.writableLength;
    return socket.bytesWritten + bytesDirect(socket) - backlog - (this.lost ?? 0);
  }

  get destroyed(): boolean {
    return this.socket.destroyed;
  }

  /** What was handed over and has not left, bytes. */
  private get outstanding(): number {
    const { socket, interposed } = this;
    return interposed ? interposed.outstanding : socket.writableLength;
  }

  /** How many responses it owes. */
  get pendingCount(): number {
    return this.pending.length;
  }

  get room(): number {
    return this.address.room;
  }

  /** The response that it owes, if it is the only one. */
  get onlyResponse(): ServerResponse | undefined {
    return this.pending.length === 1 ? this.pending[0]?.response : undefined;
  }

  /** Calls `then` when it owes no response any more, or is closed. */
  whenAnswered(then: () => void): void {
    const latest = this.pending.at(-1);
    if (latest) latest.response.once('close', then);
    else then();
  }

  get received(): number {
    return this.meter.unsettled().up;
  }

  /** The address that it counts for. */
  get connection(): object {
    return this;
  }

  get client(): string {
    return this.address.name;
  }

  /**
   * A trusted proxy has brought a request of this client: the connection counts for it until it brings one of another.
   *
   * @throws HttpError 503 where the client has too many connections
   */
  countFor(client: string): void {
    if (this.address.name === client) return;
    const next = this.addresses.admit(client);
    this.addresses.leave(this.address);
    this.address = next;
    const [current] = this.pending;
    if (current) current.address = next;
  }

  /** A request has come in, and will be answered by this when the responses before it have been sent. */
  expect(response: ServerResponse): void {
    this.pending.push(new PendingResponse(response, this.address));
    response.on('finish', responseSent);
    response.on('close', responseClosed);
  }

  /** @param account null for what belongs to no technique, or while that is not known */
  begin(account: Account | null): AnswerCounter {
    this.meter.begin(account);
    if (account && this.secure) this.secure.counter.carries(account.shared);
    const [current] = this.pending;
    if (!current || this.linked.upgraded) return this;
    current.account = account;
    return current;
  }

  delivered(batch: Delivery): void {
    // A socket that fails or is destroyed takes nothing any more. Its own `destroyed` is two look-ups for each delivery.
    if (this.lost !== null) return;
    this.meter.deliver(batch, this.outstanding);
  }

  travel(link: Link, technique: TechniqueId, incoming: Incoming, arrived: () => void): void {
    this.linked.request(link, technique, incoming, arrived);
  }

  /** What comes next is no technique's, and does not go through the link. */
  leaveLink(): void {
    this.linked.leave();
  }

  upgrade(): void {
    this.linked.upgrade();
  }

  upgraded(): void {
    this.meter.establish(this.outstanding);
  }

  connecting(): void {
    this.meter.connecting();
  }

  hold(release: () => void): void {
    const [current] = this.pending;
    if (current && !this.linked.upgraded) current.release = release;
    else this.socket.on('close', release);
  }

  note(note: Note): void {
    this.linked.note(note);
  }

  openBody(response: ServerResponse, ready: (body: StreamBody) => void): void {
    response.flushHeaders();
    // Bytes that are chunks already go past the response, which would make each of them anew for every client.
    const chunked = response.req.httpVersion !== '1.0';
    const { socket } = response;
    if (!socket) return;
    this.meter.establish(this.outstanding);
    ready({ sink: socket, chunked });
  }

  interpose(upgraded: boolean): void {
    this.interposed ??= new InterposedSocket(this.socket, this.linked);
    if (upgraded) this.interposed.readThrough();
  }

  reset(): void {
    afterReading(() => (this.secure?.below ?? this.socket).resetAndDestroy());
  }

  finish(): void {
    afterReading(() => this.socket.destroySoon());
  }

  refused(bytes: number): void {
    this.lost = (this.lost ?? 0) + bytes;
  }

  /** The socket is being destroyed. */
  losing(): void {
    this.refused(queuedBelow(this.socket));
    this.unread = takeUnread(this.socket, (piece) => {
      // Whose request it is says the parser, as of any other. Of an upgraded connection that is known.
      if (!this.linked.upgraded) this.socket.emit('data', piece);
    });
  }

  responseSent(response: ServerResponse): void {
    const { pending } = this;
    const sent = pending.find((one) => one.response === response);
    this.linked.answered();
    this.linked.whenSent(() => {
      // What comes out of the link after its socket has failed or was destroyed goes nowhere.
      if (this.lost === null) sent?.left();
      // What leaves from here on belongs to a request that came in before its turn, if there is one.
      this.meter.end(pending.find((one) => one !== sent)?.account);
    });
  }

  responseClosed(): void {
    this.secure?.counter.served();
    this.pending.shift()?.closed();
  }

  closed(): void {
    this.secure?.counter.closed();
    this.linked.closed();
    this.meter.end();
    this.all.delete(this);
    this.addresses.leave(this.address);
    // Node tells only the response whose turn it is; those behind it would be held for good.
    for (const { response } of [...this.pending]) {
      response.destroy();
      response.emit('close');
    }
  }
}

const { _destroy: destroySocket } = Socket.prototype;

const destroy: Socket['_destroy'] = function (this: Socket, error, done) {
  connectionOf(this)?.losing();
  destroySocket.call(this, error, done);
};

function closed(this: Socket): void {
  connectionOf(this)?.closed();
}

function responseSent(this: ServerResponse): void {
  connectionOf(this.req.socket)?.responseSent(this);
}

function responseClosed(this: ServerResponse): void {
  connectionOf(this.req.socket)?.responseClosed();
}
