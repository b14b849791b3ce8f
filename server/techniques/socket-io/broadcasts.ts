import type { Server, Socket } from 'socket.io';
import type { Batch } from '../../feed/batch';
import type { Feed } from '../../feed/feed';
import { logLimit } from '../../log/log';
import type { Session } from './session';

/** A client that has so much to take is let go: the library comes back by itself, bytes. */
const MOST_WAITING = 1024 * 1024;

interface Room {
  feed: Feed;
  stop(): void;
}

/**
 * Rooms of clients that the library's own recovery brings back after a cut: it keeps what is sent to a room, and only that.
 * So each tick is sent to the room of its market, also while nobody is there who may still come back.
 */
export class Broadcasts {
  private readonly server: Server;
  private readonly eventsOf: (batch: Batch) => readonly (readonly [name: string, data: unknown])[];
  private readonly keepMs: number;
  private readonly rooms = new Map<string, Room>();

  /** @param keepMs how long a room is kept when nobody is there any more */
  constructor(server: Server, eventsOf: Broadcasts['eventsOf'], keepMs: number) {
    this.server = server;
    this.eventsOf = eventsOf;
    this.keepMs = keepMs;
  }

  /** A client joins the room of its market, or is in it again. */
  enter(socket: Socket, session: Session, feed: Feed): void {
    const { connection, path } = session;
    this.open(path, feed);
    socket.join(path);
    connection.on('packetCreate', () => {
      if (session.backlog < MOST_WAITING) return;
      logLimit('reads_too_slowly');
      connection.close(true);
    });
    socket.on('disconnect', () => setTimeout(() => this.leave(path), this.keepMs).unref());
  }

  private open(path: string, feed: Feed): void {
    const room = this.rooms.get(path);
    // A market that was restarted has another feed.
    if (room?.feed === feed) return;
    room?.stop();
    const stop = feed.listen((batch) => {
      for (const [name, data] of this.eventsOf(batch)) this.server.to(path).emit(name, data);
    });
    this.rooms.set(path, { feed, stop });
  }

  private leave(path: string): void {
    if (this.server.sockets.adapter.rooms.has(path)) return;
    this.rooms.get(path)?.stop();
    this.rooms.delete(path);
  }
}
