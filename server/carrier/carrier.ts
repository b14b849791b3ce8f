import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { TechniqueId } from '@/lib/techniques';
import type { Note } from '@/lib/wire/crossing';
import type { DeliveryCounter, Sink } from '../feed/follower';
import type { Link } from '../link/link';
import type { Incoming } from '../link/linked-connection';
import type { Account, Delivery } from '../meter/account';

/** What a request asks for: the part of its address before the question mark, and the part after it. */
export interface Target {
  path: string;
  query: string;
}

/** What a technique sees of a request, whichever version of HTTP brought it. */
export interface HttpRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersion: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  /** Ends what the request has come on. */
  readonly socket: { destroy(): unknown; readonly remoteAddress?: string | undefined };
}

/** The same with its body, which is there to be read. */
export type HttpRequestWithBody = HttpRequest & Readable;

/** What a technique sees of a response, whichever version of HTTP takes it. */
export interface HttpResponse {
  readonly headersSent: boolean;
  writeHead(status: number, headers: OutgoingHttpHeaders): unknown;
  write(data: string | Uint8Array): boolean;
  end(data: string | Uint8Array, encoding?: BufferEncoding): unknown;
  end(): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/** Where the body of a response without end is written. */
export interface StreamBody {
  sink: Sink;
  /** Whether each write has to be a chunk of HTTP/1.1 (RFC 9112, 7.1); other framing is done below. */
  chunked: boolean;
}

/** Counts what goes into an answer that has an end. */
export interface AnswerCounter extends DeliveryCounter {
  /** How many bytes of ticks the answer may carry; the client asks again for the rest. */
  readonly room: number;
}

/**
 * What one exchange of a technique travels on: a TCP connection, a stream of an HTTP/2 connection, a lane of datagrams.
 * Techniques, feed, account and link know nothing else of it. The connection below is the member of the link; one may
 * carry many exchanges at a time.
 */
export interface Carrier extends DeliveryCounter {
  /** Whether nothing can be answered any more. */
  readonly destroyed: boolean;
  /**
   * An exchange of a technique begins: from here on the bytes are its own, also those of a refusal.
   *
   * @returns counts what goes into its answer, if that has an end, as payload when all of the answer has left
   */
  begin(account: Account): AnswerCounter;
  /** Ticks were written to a body without end, or to an upgraded connection: they are payload when they have left. */
  delivered(delivery: Delivery): void;
  /**
   * Brings a request through the simulated network.
   *
   * @param arrived is called when it has come out on the server's side
   */
  travel(link: Link, technique: TechniqueId, incoming: Incoming, arrived: () => void): void;
  /** The connection changes its protocol: from now on messages come in that no request goes before. */
  upgrade(): void;
  /** It has changed its protocol, and the answer that says so has been written: so much was the handshake. */
  upgraded(): void;
  /** All of the exchange is a handshake: it sets up a session that others carry on. */
  connecting(): void;
  /** @param release is called when the exchange is over, however it ends */
  hold(release: () => void): void;
  /**
   * Where the body of a response goes that never ends. Its head has been written: so much was the handshake.
   *
   * @param ready is called when it is this response's turn, at once or later
   */
  openBody(response: HttpResponse, ready: (body: StreamBody) => void): void;
  /** What a technique says of the bytes that it writes next, for the view of the wire. */
  note(note: Note): void;
  /** Bytes of the request so far, from the end of the exchange before. */
  readonly received: number;
}

/** What the router knows of a carrier besides. */
export interface ServedCarrier extends Carrier {
  /** @param account null for what belongs to no technique, or while that is not known */
  begin(account: Account | null): AnswerCounter;
  /** The address that it counts for. */
  readonly client: string;
  /** What is one and the same for all that one TCP connection carries. */
  readonly connection: object;
  /**
   * A trusted proxy has brought a request of this client: it counts for that from now on.
   *
   * @throws HttpError 503 where the client has too many connections
   */
  countFor(client: string): void;
  /** What comes next is no technique's, and does not go through the link. */
  leaveLink(): void;
}
