import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type * as z from 'zod';
import type { Note } from '@/lib/wire/crossing';
import type { HttpRequest, HttpRequestWithBody, HttpResponse, StreamBody } from '../../carrier/carrier';
import type { Batch } from '../../feed/batch';
import type { Feed } from '../../feed/feed';
import type { Encode, Follower, Sink } from '../../feed/follower';
import type { Waiter } from '../../feed/waiter';
import type { Delivery } from '../../meter/account';

/** The feed as one exchange sees it: what it takes from here is counted as payload of its technique. */
export interface ExchangeFeed {
  /** The ticks after `since` that the history holds, oldest first; empty if there is none. */
  since(since: number): Batch;
  /** Calls `answer` once: with the next ticks after `since`, or without any when `patienceMs` are over. */
  wait(since: number, patienceMs: number, answer: (batch: Batch) => void): Waiter;
  /**
   * Writes each batch to a client, first what the history holds, and only as fast as the client takes it. Without a
   * cursor it starts with the next tick.
   *
   * @param encode what a batch is on the wire; one function for all clients, so that they can share the bytes
   */
  follow(since: number | undefined, sink: Sink, encode: Encode): Follower;
  /**
   * The feed itself, for a half whose library decides when ticks go out, and on which of its exchanges: what is taken from
   * here is not counted until `sent` tells of it.
   */
  readonly uncounted: Feed;
  /** Ticks were written for this exchange: they are payload when they have left. */
  sent(ticks: Delivery): void;
}

/** A connection that has to show every few seconds that it lives. */
export interface HeartbeatTarget {
  beat(): void;
}

/** A connection that is held open, and has to be let go when the server stops. */
export interface Closable {
  release(): void;
}

/** One request to a technique, its query already checked. */
export interface Exchange<Query> {
  request: HttpRequest;
  query: Query;
  feed: ExchangeFeed;
  /** Connections that show every few seconds that they live. */
  heartbeats: Set<HeartbeatTarget>;
  /** Connections that are held open, until the server stops. */
  closables: Set<Closable>;
  /** To be called when an answer carries no tick. */
  empty(): void;
  /**
   * Fills a trade, for techniques that carry trades themselves.
   *
   * @param trade its text
   * @returns the text of the fill
   * @throws HttpError 400 where the trade is not allowed
   */
  trade(trade: string): string;
  /**
   * Says what only this half can tell of the bytes that it writes next, for the view of the wire: what they say in plain,
   * or what they are made of. While nobody looks it does nothing.
   */
  note(note: Note): void;
  /** To be called when the answer that changes the protocol has been written, before anything else is. */
  upgraded(): void;
  /** To be called where all of the exchange only sets up a session: it is a handshake, and brings no tick. */
  connecting(): void;
  /** Where the body of a response goes that never ends, when it is its turn; its head has been written. */
  openBody(response: HttpResponse, ready: (body: StreamBody) => void): void;
}

/** What a technique answers to requests of one method. */
export interface Route<Query = unknown> {
  query: z.ZodType<Query>;
  answer(exchange: Exchange<Query>, response: HttpResponse): void;
}

/** The same for a method whose requests have a body. It is read before the request goes through the simulated network. */
export interface BodyRoute<Query = unknown> {
  query: z.ZodType<Query>;
  /**
   * Checks and reads the body.
   *
   * @throws HttpError where it is not what is expected, or too large
   */
  read(request: HttpRequestWithBody): Promise<string>;
  answer(exchange: Exchange<Query>, response: HttpResponse, body: string): void;
}

/** What a technique does with a request to make the connection a WebSocket. */
export interface UpgradeRoute<Query = unknown> {
  query: z.ZodType<Query>;
  upgrade(exchange: Exchange<Query>, request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** The server half of a technique: what it answers at its one address. */
export interface ServerHalf {
  GET?: Route;
  POST?: BodyRoute;
  upgrade?: UpgradeRoute;
}

/** Lets each route of a half keep the type of its own query while all halves are of one type. */
export function serverHalf<Get, Post, Upgrade>(half: {
  GET?: Route<Get>;
  POST?: BodyRoute<Post>;
  upgrade?: UpgradeRoute<Upgrade>;
}): ServerHalf {
  return half;
}
