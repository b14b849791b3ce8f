import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { LinkedConnection } from './link/connection';
import { MeteredConnection } from './meter/connection';
import { joinEmptyWrites } from './one-write';

/** An answer that is owed, and what is to be let go when it is over. */
interface Owed {
  response: ServerResponse;
  release?: () => void;
}

/** What was put below a socket when it was accepted, and the answers that it owes, in the order of their requests. */
export class Connection {
  readonly link: LinkedConnection;
  readonly meter: MeteredConnection;
  private readonly unanswered: Owed[] = [];
  private readonly onFinish = this.finished.bind(this);
  private readonly onClose = this.closed.bind(this);

  /** @param gone is called when the socket is closed */
  constructor(socket: Socket, gone: () => void) {
    joinEmptyWrites(socket);
    const link = new LinkedConnection(socket);
    this.link = link;
    this.meter = new MeteredConnection(socket, () => link.backlog);
    socket.once('close', () => {
      link.closed();
      this.meter.end();
      gone();
      // Node tells only the answer whose turn it is; those behind it would be held for good.
      for (const { response } of [...this.unanswered]) {
        response.destroy();
        response.emit('close');
      }
    });
  }

  /** How many answers it owes. */
  get owes(): number {
    return this.unanswered.length;
  }

  /** A request has come in, and will be answered by this. */
  owe(response: ServerResponse): void {
    this.unanswered.push({ response });
    response.on('finish', this.onFinish);
    response.on('close', this.onClose);
  }

  /** @param release is called when the answer to the latest request is over, however it ends */
  hold(release: () => void): void {
    const latest = this.unanswered.at(-1);
    if (latest) latest.release = release;
    else release();
  }

  private finished(): void {
    this.link.answered();
    this.link.whenSent(() => this.meter.end());
  }

  private closed(): void {
    this.unanswered.shift()?.release?.();
  }
}
