import {
  createServer,
  Http2ServerRequest,
  type Http2ServerResponse,
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
  type ServerOptions,
} from 'node:http2';
import type { Http2Connection } from './http2-connection';
import type { StreamCarrier } from './stream-carrier';

/** At most so many exchanges at a time on one connection: as few as a server should allow (RFC 9113, 6.5.2). */
const MAX_STREAMS = 100;

/** A connection on which nothing crosses for so long is closed, ms; one of HTTP/1.1 is kept as long. */
const IDLE_MS = 65_000;

/** The body of a request may pause for so long, ms. */
const BODY_PAUSE_MS = 15_000;

/** A request as one of HTTP/1.1 has it: with a host among its headers, and without what is no header (RFC 9113, 8.3.1). */
class PlainRequest extends Http2ServerRequest {
  constructor(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    options: object,
    raw: readonly string[],
  ) {
    const { ':authority': authority } = headers;
    const plain: IncomingHttpHeaders = {};
    for (const [name, value] of Object.entries(headers)) if (!name.startsWith(':')) plain[name] = value;
    // Of two that differ, the authority counts; the check of the host sees both.
    if (authority !== undefined) plain.host = authority;
    super(stream, headers, options, raw);
    Object.defineProperty(this, 'headers', { value: plain });
  }
}

/** What answers a request. */
export type AnswerStream = (
  carrier: StreamCarrier,
  request: Http2ServerRequest,
  response: Http2ServerResponse,
) => void;

/** Speaks HTTP/2 on connections that are handed to it. */
export class Http2Sessions {
  private readonly server;
  private readonly connections = new WeakMap<Http2Session, Http2Connection>();
  private readonly open = new Set<Http2Session>();

  /** @param maxHeaderBytes of one request's headers together */
  constructor(maxHeaderBytes: number, answer: AnswerStream) {
    const settings = { maxConcurrentStreams: MAX_STREAMS, maxHeaderListSize: maxHeaderBytes };
    const options: ServerOptions = { settings, Http2ServerRequest: PlainRequest as never };
    this.server = createServer(options, (request, response) => {
      const { session, id } = request.stream;
      const connection = session && this.connections.get(session);
      if (!connection || id === undefined) return response.stream.close();
      const carrier = connection.stream(id);
      carrier.expect(response);
      if (request.method === 'POST') request.stream.setTimeout(BODY_PAUSE_MS, () => request.stream.close());
      answer(carrier, request, response);
    });
  }

  /** Takes a connection that has agreed on HTTP/2. */
  accept(connection: Http2Connection): void {
    this.server.once('session', (session) => {
      this.connections.set(session, connection);
      this.open.add(session);
      session.setTimeout(IDLE_MS, () => session.close());
      // What breaks ends the connection, which tells those that it carries.
      session.on('error', () => connection.destroy());
      session.once('close', () => this.open.delete(session));
    });
    this.server.emit('connection', connection);
  }

  /** Tells all clients to begin nothing more, and closes each connection when what it carries is over. */
  close(): void {
    for (const session of this.open) session.close();
  }
}
