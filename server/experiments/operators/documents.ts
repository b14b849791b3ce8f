import * as z from 'zod';
import { stocks } from '@/lib/market/symbols';
import type { HttpResponse } from '../../carrier/carrier';
import { HttpError } from '../../limits/errors';
import { marketOf, newSecret } from '../../market/control-secret';
import type { Markets } from '../../market/markets';
import { sendJson } from '../../techniques/exchange/send-json';
import { type ExperimentRoute, experimentRoute } from '../experiment';
import { type CountedExchanges, exchangeQuery } from './counted-exchanges';

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, { error: `must be a whole number, ${min} to ${max}` })
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: `must be ${min} to ${max}` });

/** Answers with an end: opening and leaving a market, what it has cost, and documents about its prices. */
export function documentRoutes(
  markets: Markets,
  exchanges: CountedExchanges,
): Record<string, ExperimentRoute> {
  return {
    /** A market of the page's own; with 0 prices a second it is quiet. */
    open: experimentRoute({
      method: 'POST',
      query: z.strictObject({
        rate: z
          .string()
          .regex(/^\d{1,2}(\.\d)?$/, { error: 'must be 0 to 50 prices a second' })
          .transform(Number)
          .refine((rate) => rate <= 50, { error: 'must be 0 to 50 prices a second' }),
        symbols: whole(1, stocks.length),
      }),
      answer({ query: { rate, symbols }, carrier }, response) {
        const settings = { seed: 1, rate: Math.max(0.1, rate), burst: 1, symbols, padding: 0 };
        const secret = newSecret();
        const market = markets.create(settings, marketOf(secret), undefined, carrier.client);
        if (rate === 0) market.ticker.pause();
        sendJson(response, JSON.stringify({ market: market.id, secret }));
      },
    }),

    /** Its page has left it. Its secret says that this is its page, and stands in no address. */
    leave: experimentRoute({
      method: 'POST',
      query: z.strictObject({}),
      answer({ request }, response) {
        const [, secret] = /^Bearer ([\w-]{32})$/.exec(request.headers.authorization ?? '') ?? [];
        if (!secret)
          throw new HttpError(403, 'no_right', 'Authorization: Bearer <the secret of the market>.');
        markets.leave(marketOf(secret));
        sendJson(response, '{}');
      },
    }),

    /** Bytes and requests so far, by name. This answer is not among them. */
    counts: experimentRoute({
      method: 'GET',
      query: z.strictObject({ market: exchangeQuery.market }),
      answer({ query: { market } }, response) {
        sendJson(response, JSON.stringify(exchanges.read(market)));
      },
    }),

    /** The newest price, and nothing of those before: what an address says that knows no cursor. */
    latest: experimentRoute({
      method: 'GET',
      query: z.strictObject(exchangeQuery),
      answer(call, response) {
        const { feed } = exchanges.begin(call);
        const [tick] = feed.since(feed.last - 1).ticks;
        sendJson(response, `{"ticks":[${tick?.json ?? ''}]}`);
      },
    }),

    /** The newest price of each stock, with an entity tag: 304 for a client that has it. */
    quotes: experimentRoute({
      method: 'GET',
      query: z.strictObject(exchangeQuery),
      answer(call, response) {
        const market = exchanges.begin(call);
        const etag = `"${market.feed.last}"`;
        const headers = { ETag: etag, 'Cache-Control': 'no-cache' };
        if (call.request.headers['if-none-match'] === etag) {
          response.writeHead(304, headers);
          response.end();
          return;
        }
        const quotes = market.stocks.map(({ symbol }) => ({ symbol, ...market.price(symbol) }));
        sendText(response, 'application/json', JSON.stringify({ quotes }), headers);
      },
    }),

    /** An answer with so many bytes of body, and so many more of head. */
    answer: experimentRoute({
      method: 'GET',
      query: z.strictObject({ ...exchangeQuery, head: whole(0, 8000), body: whole(0, 50_000) }),
      answer(call, response) {
        exchanges.begin(call);
        const { head, body } = call.query;
        const headers = { 'Cache-Control': 'no-store', ...(head > 0 && { 'X-Fill': 'h'.repeat(head) }) };
        sendText(response, 'text/plain', 'b'.repeat(body), headers);
      },
    }),
  };
}

/** @param text of ASCII characters only */
function sendText(response: HttpResponse, type: string, text: string, headers: Record<string, string>): void {
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': text.length, ...headers });
  response.end(text, 'latin1');
}
