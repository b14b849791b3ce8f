import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type * as z from 'zod';
import type { HttpRequestWithBody, HttpResponse, ServedCarrier } from '../carrier/carrier';
import type { Markets } from '../market/markets';

/** What experiments need of the server. */
export interface ExperimentsContext {
  markets: Markets;
  allowedOrigins: readonly string[];
  /** Where this server itself listens; null while it does not. */
  listening: () => AddressInfo | string | null;
  stopping: AbortSignal;
}

/** One request of an experiment, its query already checked. */
export interface ExperimentCall<Query> {
  request: HttpRequestWithBody;
  query: Query;
  /** What the request has come on: its bytes can be booked to an account, and it has the client's address. */
  carrier: ServedCarrier;
}

/** What an experiment answers at one address. A body is not read: what a client has to say is in the query. */
export interface ExperimentRoute<Query = unknown> {
  /** A POST is refused to pages of other sites; what opens connections or takes room is one. */
  method: 'GET' | 'POST';
  query: z.ZodType<Query>;
  /** @throws HttpError, at once or later */
  answer(call: ExperimentCall<Query>, response: HttpResponse): void | Promise<void>;
}

/** What it does with a request to make the connection a WebSocket. */
export interface ExperimentUpgrade<Query = unknown> {
  query: z.ZodType<Query>;
  upgrade(call: ExperimentCall<Query>, request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** The server's part of an experiment: what it answers below its address, by what follows there. */
export interface Experiment {
  routes: Readonly<Record<string, ExperimentRoute>>;
  upgrades?: Readonly<Record<string, ExperimentUpgrade>>;
}

/** Lets a route keep the type of its own query while all are of one type. */
export function experimentRoute<Query>(route: ExperimentRoute<Query>): ExperimentRoute {
  return route;
}

/** The same for an upgrade. */
export function experimentUpgrade<Query>(upgrade: ExperimentUpgrade<Query>): ExperimentUpgrade {
  return upgrade;
}
