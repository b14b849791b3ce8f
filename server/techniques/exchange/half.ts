import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { z } from 'zod';
import type { Batch } from '../../feed/batch';
import type { Encode, Follower, Sink } from '../../feed/follower';
import type { Waiter } from '../../feed/waiter';

/** The feed as one exchange sees it: what it takes from here is counted as payload of its technique. */
export interface ExchangeFeed {
  /** The ticks after `since` that the history holds, oldest first; empty if there is none. */
  since(since: number): Batch;
  /** Calls `answer` once: with the next ticks after `since`, or without any when `patienceMs` are over. */
  wait(since: number, patienceMs: number, answer: (batch: Batch) => void): Waiter;
  /**
   * Writes each batch to a socket, first what the history holds, and only as fast as the client takes it. Without a
   * cursor it starts with the next tick.
   *
   * @param encode what a batch is on the wire; one function for all clients, so that they can share the bytes
   */
  follow(since: number | undefined, sink: Sink, encode: Encode): Follower;
}

/** Who shows every few seconds that its connection lives. */
export interface HeartbeatTarget {
  beat(): void;
}

/** Whose connection is held open, and has to be let go when the server stops. */
export interface Closable {
  release(): void;
}

/** One request to a technique, its query already checked. */
export interface Exchange<Query> {
  request: IncomingMessage;
  query: Query;
  feed: ExchangeFeed;
  /** Those whose connections show every few seconds that they live. */
  beating: Set<HeartbeatTarget>;
  /** To be called when an answer carries no tick. */
  empty(): void;
  /**
   * Fills a trade, for techniques that carry trades themselves; the others get theirs by POST.
   *
   * @param trade its text
   * @returns the text of the fill, or null where this is no trade that is allowed
   */
  trade(trade: string): string | null;
  /** Those who are held, until the server stops. */
  held: Set<Closable>;
}

/** The server half of a technique that answers HTTP requests. */
export interface HttpHalf<Query = unknown> {
  query: z.ZodType<Query>;
  answer(exchange: Exchange<Query>, response: ServerResponse): void;
}

/** The server half of a technique that takes over the connection. */
export interface UpgradeHalf<Query = unknown> {
  query: z.ZodType<Query>;
  upgrade(exchange: Exchange<Query>, socket: Duplex, head: Buffer): void;
}

export type ServerHalf = HttpHalf | UpgradeHalf;

/** Lets a half keep the type of its own query while all halves are of one type. */
export function httpHalf<Query>(half: HttpHalf<Query>): HttpHalf<Query> {
  return half;
}

export function upgradeHalf<Query>(half: UpgradeHalf<Query>): UpgradeHalf<Query> {
  return half;
}
