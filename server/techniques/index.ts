import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { explain, HttpError, refuse, refuseUpgrade } from '../errors';
import type { Batch } from '../feed/feed';
import type { Market, Markets } from '../feed/markets';
import { checkOrigin } from '../limits/origin';
import type { LinkedConnection } from '../link/connection';
import type { Account } from '../meter/account';
import type { MeteredConnection } from '../meter/connection';
import { requestText } from '../wire/request-text';
import type { Exchange, ExchangeFeed, ServerHalf } from './half';
import { fillOrder, readOrderBody } from './orders';
import { sendJson } from './send-json';

const halves = new Map<TechniqueId, ServerHalf>();

/** Loads the server half of each technique in the registry: the file that has its name. */
export function loadTechniques(): void {
  for (const { id } of techniques) {
    const file: { default: ServerHalf } = require(`./${id}.ts`);
    halves.set(id, file.default);
  }
}

/** What the techniques need of the server around them. */
export interface Surroundings {
  markets: Markets;
  heartbeatMs: number;
  stopping: AbortSignal;
  allowedOrigins: readonly string[];
  /** What was put below a socket when it was accepted. */
  below(socket: Duplex): { meter: MeteredConnection; link: LinkedConnection };
}

/** One answer carries at most so many bytes of ticks; the client asks again for the rest. */
const ANSWER = 2 * 1024 * 1024;

const address = /^\/api\/markets\/([^/]*)\/([^/]*)$/;

/** A request to a technique on its way: whose it is, and how it gets through. */
interface Call {
  market: Market;
  account: Account;
  half: ServerHalf;
  /**
   * Brings the request through the page's simulated network.
   *
   * @param body what came with it
   * @param arrived does what was asked
   * @param failed is told why that could not be done
   */
  travel(body: string, arrived: () => void, failed: (error: unknown) => void): void;
}

/** Answers a request below `/api/markets/`. @throws HttpError where that cannot be done */
export function answerTechnique(
  around: Surroundings,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): void {
  const call = open(around, request, url, request.socket);
  const { half, market, travel } = call;
  response.once('close', market.use());
  const failed = (error: unknown) => refuse(request, response, error);
  if (request.method === 'POST') {
    checkOrigin(request, around.allowedOrigins);
    checkQuery(noQuery, url);
    readOrderBody(request)
      .then((order) => travel(order, () => sendJson(response, fillOrder(market, order)), failed))
      .catch(failed);
    return;
  }
  const answer = () => {
    if (!('answer' in half)) {
      throw new HttpError(
        426,
        'upgrade_required',
        'This address speaks WebSocket, and takes orders by POST.',
        { Upgrade: 'websocket' },
      );
    }
    half.answer(exchangeOf(around, request, url, call, 'GET, POST'), response);
  };
  travel('', answer, failed);
}

/** The same for a request to upgrade. */
export function upgradeTechnique(
  around: Surroundings,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  url: URL,
): void {
  const call = open(around, request, url, socket);
  const { half, market, travel } = call;
  socket.once('close', market.use());
  around.below(socket).link.upgrade();
  const upgrade = () => {
    if (!('upgrade' in half))
      throw new HttpError(400, 'no_upgrade', 'This address answers plain HTTP requests only.');
    half.upgrade(exchangeOf(around, request, url, call, 'GET'), socket, head);
  };
  travel('', upgrade, (error) => refuseUpgrade(socket, error));
}

function open(around: Surroundings, request: IncomingMessage, url: URL, socket: Duplex): Call {
  const [, marketId = '', path = ''] = address.exec(url.pathname) ?? [];
  const technique = techniques.find((entry) => entry.path === path);
  const half = technique && halves.get(technique.id);
  if (!half) {
    const paths = techniques.map((entry) => entry.path).join(', ');
    throw new HttpError(
      404,
      'not_found',
      `There is no such address. Use /api/markets/<market>/<one of ${paths}>.`,
    );
  }
  const market = around.markets.get(marketId);
  const account = market.account(technique.id);
  // From here on the bytes are this technique's, also those of a refusal.
  const { meter, link } = around.below(socket);
  meter.begin(account);
  const travel: Call['travel'] = (body, arrived, failed) => {
    const incoming = { bytes: meter.unsettled().up, copy: () => requestText(request, body) };
    link.request(market.line, technique.id, incoming, () => {
      try {
        market.line.checkAvailable();
        arrived();
      } catch (error) {
        failed(error);
      }
    });
  };
  return { market, account, half, travel };
}

function exchangeOf(
  { heartbeatMs, stopping }: Surroundings,
  request: IncomingMessage,
  url: URL,
  { market, account, half }: Call,
  allowed: string,
): Exchange<unknown> {
  if (request.method !== 'GET') {
    throw new HttpError(405, 'method_not_allowed', `Allowed here: ${allowed}.`, { Allow: allowed });
  }
  return {
    request,
    query: checkQuery(half.query, url),
    feed: countedFeed(market, account),
    heartbeatMs,
    stopping,
    empty: () => {
      account.empty++;
    },
    trade: (order) => {
      try {
        return fillOrder(market, order);
      } catch (error) {
        if (error instanceof HttpError) return null;
        throw error;
      }
    },
  };
}

const noQuery = z.strictObject({});

function checkQuery(schema: z.ZodType, url: URL): unknown {
  const given = new Set<string>();
  let twice: string | undefined;
  for (const name of url.searchParams.keys()) {
    if (given.has(name)) twice ??= name;
    given.add(name);
  }
  if (twice !== undefined) throw new HttpError(400, 'bad_query', `${twice}: is given more than once`);
  const result = schema.safeParse(Object.fromEntries(url.searchParams));
  if (result.success) return result.data;
  throw new HttpError(400, 'bad_query', explain(result.error));
}

function countedFeed({ feed }: Market, account: Account): ExchangeFeed {
  const count = (batch: Batch): Batch => {
    account.messages += batch.ticks.length;
    account.payload += batch.payload;
    return batch;
  };
  return {
    since: (since) => count(feed.since(since, ANSWER)),
    listen: (since, listener) => feed.listen(since, (batch) => listener(count(batch))),
    follow: (since, send) => feed.follow(since, (batch) => send(count(batch))),
  };
}
