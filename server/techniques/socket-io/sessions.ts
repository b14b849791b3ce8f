import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Duplex, Readable } from 'node:stream';
import { type Socket as Connection, Server as Engine } from 'engine.io';
import { HEARTBEAT_MS } from '@/lib/connection/heartbeat';
import type { HttpResponse } from '../../carrier/carrier';
import { HttpError } from '../../limits/errors';
import type { Exchange } from '../exchange/half';
import { Session } from './session';

/** All that a client may send at once, bytes. */
export const MOST_BYTES = 4096;

/** How a client joins, once it has a session. */
const JOIN = '40';

/** What a request says of the session that it belongs to; the first belongs to none. */
type Asked = Exchange<{ sid?: string | undefined }>;

/** Brings requests to Engine.IO, the part of Socket.IO that knows of transports, and keeps its sessions apart. */
export class Sessions {
  readonly engine = new Engine({
    pingInterval: HEARTBEAT_MS,
    pingTimeout: HEARTBEAT_MS,
    maxHttpBufferSize: MOST_BYTES,
    // Nothing on this server is compressed behind the figures' back.
    httpCompression: false,
  });
  private readonly first = new WeakMap<IncomingMessage, Exchange<unknown>>();
  private readonly byId = new Map<string, Session>();
  private readonly byConnection = new WeakMap<object, Session>();

  constructor() {
    this.engine.on('connection', (connection: Connection) => this.begin(connection));
  }

  /** The session of a connection that Engine.IO has opened. */
  of(connection: object): Session | undefined {
    return this.byConnection.get(connection);
  }

  /** A poll, or the first request. @throws HttpError 400 where its session is not there, or another market's */
  get(exchange: Asked, response: HttpResponse): void {
    const session = this.find(exchange);
    if (session) session.polled(exchange, response);
    else exchange.connecting();
    const request = exchange.request as IncomingMessage;
    this.first.set(request, exchange);
    this.engine.handleRequest(request as never, response as ServerResponse);
  }

  /** What the client says while it polls. @throws HttpError 400 where its session is not there, or another market's */
  post(exchange: Asked, response: HttpResponse, body: string): void {
    this.find(exchange);
    if (body.startsWith(JOIN)) exchange.connecting();
    const { method, url, headers, socket } = exchange.request;
    // The body has been read already, and comes once more.
    const again = Readable.from([body], { objectMode: false });
    const request = Object.assign(again, { method, url, headers, socket, connection: socket });
    this.engine.handleRequest(request as never, response as ServerResponse);
  }

  /** A WebSocket, as a session's first request or its last. @throws HttpError 400 as above */
  upgrade(exchange: Asked, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const session = this.find(exchange);
    this.first.set(request, exchange);
    this.engine.handleUpgrade(request as never, socket, head);
    if (socket.writableEnded || socket.destroyed) return;
    exchange.upgraded();
    session?.upgraded(exchange);
  }

  private begin(connection: Connection): void {
    const exchange = this.first.get(connection.request);
    if (!exchange) {
      connection.close(true);
      return;
    }
    const { sid } = connection.transport;
    const session = new Session(connection, pathOf(connection.request.url), exchange);
    const held = { release: () => connection.close(true) };
    this.byId.set(sid, session);
    this.byConnection.set(connection, session);
    exchange.closables.add(held);
    connection.on('close', () => {
      this.byId.delete(sid);
      exchange.closables.delete(held);
    });
  }

  private find({ request, query: { sid }, feed }: Asked): Session | undefined {
    if (sid === undefined) return undefined;
    const session = this.byId.get(sid);
    if (session?.path === pathOf(request.url)) {
      if (session.exchange.feed.uncounted === feed.uncounted) return session;
      // The feed was restarted between two polls: who was in the middle of it begins anew.
      session.connection.close(true);
    }
    throw new HttpError(
      400,
      'unknown_session',
      'sid: there is no such session in this market. Begin one without a sid.',
    );
  }
}

function pathOf(url = ''): string {
  return url.split('?', 1)[0] ?? '';
}
