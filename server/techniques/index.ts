import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { z } from 'zod';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { explain, HttpError, refuse, refuseUpgrade } from '../errors';
import type { Batch } from '../feed/feed';
import type { Market, Markets } from '../feed/markets';
import type { LinkedConnection } from '../link/connection';
import type { Account } from '../meter/account';
import type { MeteredConnection } from '../meter/connection';
import type { Exchange, ExchangeFeed, ServerHalf } from './half';

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
  /** What was put below a socket when it was accepted. */
  below(socket: Duplex): { meter: MeteredConnection; link: LinkedConnection };
}

/** One answer carries at most so many bytes of ticks; the client asks again for the rest. */
const ANSWER = 2 * 1024 * 1024;

const address = /^\/api\/markets\/([^/]*)\/([^/]*)$/;

/** A request to a technique on its way: whose it is, and what it asks. */
interface Call {
  half: ServerHalf;
  /** @throws HttpError where the query is not allowed, or a fault says no */
  exchange(): Exchange<unknown>;
  release: () => void;
  /** Brings the request through the page's simulated network. */
  travel(arrived: () => void): void;
}

/** Answers a request below `/api/markets/`. @throws HttpError where that cannot be done */
export function answerTechnique(
  around: Surroundings,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): void {
  const { half, exchange, release, travel } = open(around, request, url, request.socket);
  response.once('close', release);
  travel(() => {
    try {
      if (!('answer' in half)) {
        throw new HttpError(426, 'upgrade_required', 'This address speaks WebSocket only.', {
          Upgrade: 'websocket',
        });
      }
      half.answer(exchange(), response);
    } catch (error) {
      refuse(request, response, error);
    }
  });
}

/** The same for a request to upgrade. */
export function upgradeTechnique(
  around: Surroundings,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  url: URL,
): void {
  const { half, exchange, release, travel } = open(around, request, url, socket);
  socket.once('close', release);
  around.below(socket).link.upgrade();
  travel(() => {
    try {
      if (!('upgrade' in half))
        throw new HttpError(400, 'no_upgrade', 'This address answers plain HTTP requests only.');
      half.upgrade(exchange(), socket, head);
    } catch (error) {
      refuseUpgrade(socket, error);
    }
  });
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
  if (request.method !== 'GET') {
    throw new HttpError(405, 'method_not_allowed', 'Only GET is allowed here.', { Allow: 'GET' });
  }
  return {
    half,
    exchange: () => {
      market.line.checkAvailable();
      return {
        request,
        query: checkQuery(half.query, url),
        feed: countedFeed(market, account),
        heartbeatMs: around.heartbeatMs,
        stopping: around.stopping,
        empty: () => {
          account.empty++;
        },
      };
    },
    release: market.use(),
    travel: (arrived) => link.request(market.line, technique.id, request, meter.unsettled().up, arrived),
  };
}

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
