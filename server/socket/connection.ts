import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Addresses } from '../limits/addresses';
import { LinkedConnection } from '../link/linked-connection';
import { MeteredConnection } from '../meter/meter';
import { writeDirectly } from './direct-write';
import { joinEmptyWrites } from './one-write';

/** An answer that is owed, and what is to be let go when it is over. */
interface PendingResponse {
  response: ServerResponse;
  release?: () => void;
}

const CONNECTION = Symbol('connection');

type Carrier = Duplex & { [CONNECTION]?: Connection };

/** What belongs to a socket; undefined where it was not let in. */
export function connectionOf(socket: Duplex): Connection | undefined {
  return (socket as Carrier)[CONNECTION];
}

/**
 * What was put below a socket when it was accepted, and the answers that it owes, in the order of their requests.
 *
 * There may be thousands, so its listeners are functions that all of them share.
 */
export class Connection {
  readonly socket: Socket;
  readonly link: LinkedConnection;
  readonly meter: MeteredConnection;
  private readonly all: Set<Connection>;
  private readonly addresses: Addresses;
  private readonly address: string;
  private readonly unanswered: PendingResponse[] = [];

  /**
   * @param all the open connections; this one is among them until its socket is closed
   * @param addresses have admitted it
   */
  constructor(socket: Socket, all: Set<Connection>, addresses: Addresses, address: string) {
    joinEmptyWrites(socket);
    writeDirectly(socket);
    this.socket = socket;
    this.link = new LinkedConnection(socket);
    this.meter = new MeteredConnection(socket, this.link);
    this.all = all;
    this.addresses = addresses;
    this.address = address;
    all.add(this);
    (socket as Carrier)[CONNECTION] = this;
    socket._destroy = destroy;
    socket.on('close', closed);
  }

  /** How many answers it owes. */
  get owes(): number {
    return this.unanswered.length;
  }

  /** A request has come in, and will be answered by this. */
  owe(response: ServerResponse): void {
    this.unanswered.push({ response });
    response.on('finish', answerSent);
    response.on('close', answerClosed);
  }

  /** @param release is called when the answer to the latest request is over, however it ends */
  hold(release: () => void): void {
    const latest = this.unanswered.at(-1);
    if (latest) latest.release = release;
    else release();
  }

  answerSent(): void {
    this.link.answered();
    this.link.whenSent(() => this.meter.end());
  }

  answerClosed(): void {
    this.unanswered.shift()?.release?.();
  }

  closed(): void {
    this.link.closed();
    this.meter.end();
    this.all.delete(this);
    this.addresses.leave(this.address);
    // Node tells only the answer whose turn it is; those behind it would be held for good.
    for (const { response } of [...this.unanswered]) {
      response.destroy();
      response.emit('close');
    }
  }
}

const { _destroy: destroySocket } = Socket.prototype;

const destroy: Socket['_destroy'] = function (this: Socket, error, done) {
  connectionOf(this)?.meter.losing();
  destroySocket.call(this, error, done);
};

function closed(this: Socket): void {
  connectionOf(this)?.closed();
}

function answerSent(this: ServerResponse): void {
  connectionOf(this.req.socket)?.answerSent();
}

function answerClosed(this: ServerResponse): void {
  connectionOf(this.req.socket)?.answerClosed();
}
