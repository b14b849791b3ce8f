import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { type TechniqueId, techniques } from '@/lib/techniques';
import type { Batch } from '../feed/batch';
import type { Feed } from '../feed/feed';
import type { Encode, Follower, Sink } from '../feed/follower';
import type { Waiter } from '../feed/waiter';
import type { Target } from '../http/target';
import { HttpError, refuse, refuseUpgrade } from '../limits/errors';
import { checkOrigin } from '../limits/origin';
import type { Incoming } from '../link/linked-connection';
import type { Market, Markets } from '../market/markets';
import type { Account } from '../meter/account';
import type { Connection } from '../socket/connection';
import { requestText } from '../wire/request-text';
import type { Closable, Exchange, ExchangeFeed, HeartbeatTarget, ServerHalf } from './exchange/half';
import { queryCheck } from './exchange/query';
import { sendJson } from './exchange/send-json';
import { fillTrade, readTradeBody } from './exchange/trades';
import httpStreaming from './http-streaming';
import longPolling from './long-polling';
import shortPolling from './short-polling';
import sse from './sse';
import websocket from './websocket';

/** The server halves, by the last part of their addresses. */
const halves = new Map<string, RegisteredTechnique>();

interface RegisteredTechnique {
  id: TechniqueId;
  half: ServerHalf;
  checkQuery: (query: string) => unknown;
}

const halfOf: Record<TechniqueId, ServerHalf> = {
  'short-polling': shortPolling,
  'long-polling': longPolling,
  sse,
  'http-streaming': httpStreaming,
  websocket,
};

/** Takes the server half of each technique in the registry. */
export function loadTechniques(): void {
  for (const { id, path } of techniques) {
    const half = halfOf[id];
    halves.set(path, { id, half, checkQuery: queryCheck(half.query) });
  }
}

/** What the techniques need of the server around them. */
export interface Surroundings {
  markets: Markets;
  beating: Set<HeartbeatTarget>;
  held: Set<Closable>;
  allowedOrigins: readonly string[];
}

/** One answer carries at most so many bytes of ticks; the client asks again for the rest. */
const ANSWER = 2 * 1024 * 1024;

const address = /^\/api\/markets\/([^/]*)\/([^/]*)$/;

const checkNoQuery = queryCheck(z.strictObject({}));

/** A request to a technique: whose it is, and what it asks. */
class Call implements Incoming {
  readonly connection: Connection;
  readonly request: IncomingMessage;
  readonly query: string;
  readonly technique: RegisteredTechnique;
  readonly market: Market;
  readonly account: Account;
  body = '';

  /** @throws HttpError where there is no such technique or market */
  constructor(
    { markets }: Surroundings,
    connection: Connection,
    request: IncomingMessage,
    { path, query }: Target,
  ) {
    const [, marketId = '', last = ''] = address.exec(path) ?? [];
    const technique = halves.get(last);
    if (!technique) {
      throw new HttpError(
        404,
        'not_found',
        `There is no such address. Use /api/markets/<market>/<one of ${[...halves.keys()].join(', ')}>.`,
      );
    }
    this.connection = connection;
    this.request = request;
    this.query = query;
    this.technique = technique;
    this.market = markets.get(marketId);
    this.account = this.market.account(technique.id);
    // From here on the bytes are this technique's, also those of a refusal.
    connection.meter.begin(this.account);
  }

  get bytes(): number {
    return this.connection.meter.unsettled().up;
  }

  copy(): Buffer {
    return requestText(this.request, this.body);
  }

  /**
   * Brings the request through the page's simulated network.
   *
   * @param arrived does what was asked
   * @param failed is told why that could not be done
   */
  travel(arrived: () => void, failed: (error: unknown) => void): void {
    const { line } = this.market;
    this.connection.link.request(line, this.technique.id, this, () => {
      try {
        line.checkAvailable();
        arrived();
      } catch (error) {
        failed(error);
      }
    });
  }
}

/** Answers a request below `/api/markets/`. @throws HttpError where that cannot be done */
export function answerTechnique(
  around: Surroundings,
  connection: Connection,
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
): void {
  const call = new Call(around, connection, request, target);
  connection.hold(call.market.use());
  if (request.method === 'POST') {
    takeTrade(around, call, response);
    return;
  }
  call.travel(
    () => {
      const { half } = call.technique;
      if (!('answer' in half)) {
        throw new HttpError(
          426,
          'upgrade_required',
          'This address speaks WebSocket, and takes trades by POST.',
          { Upgrade: 'websocket' },
        );
      }
      half.answer(exchangeOf(around, call, 'GET, POST'), response);
    },
    (error) => refuse(request, response, error),
  );
}

/** The same for a request to upgrade. */
export function upgradeTechnique(
  around: Surroundings,
  connection: Connection,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  target: Target,
): void {
  const call = new Call(around, connection, request, target);
  socket.on('close', call.market.use());
  connection.link.upgrade();
  call.travel(
    () => {
      const { half } = call.technique;
      if (!('upgrade' in half))
        throw new HttpError(400, 'no_upgrade', 'This address answers plain HTTP requests only.');
      half.upgrade(exchangeOf(around, call, 'GET'), socket, head);
    },
    (error) => refuseUpgrade(socket, error),
  );
}

/** A trade by a request of its own: the same for every technique. */
function takeTrade({ allowedOrigins }: Surroundings, call: Call, response: ServerResponse): void {
  const { request, market, query } = call;
  checkOrigin(request, allowedOrigins);
  checkNoQuery(query);
  const failed = (error: unknown) => refuse(request, response, error);
  readTradeBody(request)
    .then((trade) => {
      call.body = trade;
      call.travel(() => sendJson(response, fillTrade(market, trade)), failed);
    })
    .catch(failed);
}

/** @throws HttpError where the method or the query is not allowed */
function exchangeOf(
  { beating, held }: Surroundings,
  { request, query, technique, market, account }: Call,
  allowed: string,
): Exchange<unknown> {
  if (request.method !== 'GET') {
    throw new HttpError(405, 'method_not_allowed', `Allowed here: ${allowed}.`, { Allow: allowed });
  }
  return {
    request,
    query: technique.checkQuery(query),
    feed: new CountedFeed(market.feed, account),
    beating,
    held,
    empty() {
      account.empty++;
    },
    trade(trade) {
      try {
        return fillTrade(market, trade);
      } catch (error) {
        if (error instanceof HttpError) return null;
        throw error;
      }
    },
  };
}

/** A feed, of which all that is taken is counted. */
class CountedFeed implements ExchangeFeed {
  private readonly feed: Feed;
  private readonly account: Account;

  constructor(feed: Feed, account: Account) {
    this.feed = feed;
    this.account = account;
  }

  since(since: number): Batch {
    return this.count(this.feed.since(since, ANSWER));
  }

  wait(since: number, patienceMs: number, answer: (batch: Batch) => void): Waiter {
    return this.feed.wait(since, patienceMs, (batch) => answer(this.count(batch)));
  }

  follow(since: number | undefined, sink: Sink, encode: Encode): Follower {
    return this.feed.follow(since, sink, encode, this.account);
  }

  private count(batch: Batch): Batch {
    this.account.delivered(batch);
    return batch;
  }
}
