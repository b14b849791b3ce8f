import * as z from 'zod';
import { epochNow } from '@/lib/measure/clock';
import { TRADE_BYTES, TRADE_FORM, type Trade, tradeSchema } from '@/lib/trade/trade';
import type { HttpRequestWithBody } from '../../carrier/carrier';
import { explain, HttpError } from '../../limits/errors';
import type { Market } from '../../market/markets';
import { readBody } from './body';
import type { BodyRoute } from './half';
import { sendJson } from './send-json';

/**
 * Fills a trade at the newest price, whatever price the client has seen.
 *
 * @param text the trade's JSON
 * @returns the fill's JSON, `{"fill":{…}}`
 * @throws HttpError 400 where the trade is not allowed
 */
export function fillTrade(market: Market, text: string): string {
  const trade = readTrade(text);
  const newest = market.price(trade.symbol);
  if (!newest) {
    const symbols = market.stocks.map(({ symbol }) => symbol).join(', ');
    throw new HttpError(400, 'bad_trade', `symbol: must be one of this market's: ${symbols}`);
  }
  const at = Math.round(epochNow() * 1000) / 1000;
  return JSON.stringify({ fill: { ...trade, price: newest.price, seq: newest.seq, at } });
}

/** A trade by a request of its own: for each technique that has no better way. */
export const tradeByPost: BodyRoute<Record<string, never>> = {
  query: z.strictObject({}),
  read: readTradeBody,
  answer(exchange, response, body) {
    sendJson(response, exchange.trade(body));
  },
};

function readTrade(text: string): Trade {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new HttpError(400, 'bad_trade', `A trade is JSON: ${TRADE_FORM}.`);
  }
  const result = tradeSchema.safeParse(given);
  if (result.success) return result.data;
  throw new HttpError(400, 'bad_trade', explain(result.error));
}

/** @throws HttpError 415 or 501 where it is not said to be JSON as it is, 413 where it is too large */
function readTradeBody(request: HttpRequestWithBody): Promise<string> {
  // A form of another site can be posted without asking this server first; JSON cannot.
  if (!/^application\/json *(;|$)/i.test(String(request.headers['content-type'] ?? ''))) {
    throw new HttpError(415, 'unsupported_type', 'A trade has the Content-Type application/json.', {
      Accept: 'application/json',
    });
  }
  const transfer = request.headers['transfer-encoding']?.toLowerCase() ?? 'chunked';
  if (transfer !== 'chunked') {
    throw new HttpError(501, 'unknown_coding', 'The only Transfer-Encoding there is is chunked.');
  }
  const coding = request.headers['content-encoding'] ?? 'identity';
  if (coding !== 'identity') {
    throw new HttpError(415, 'unsupported_coding', 'A trade comes as it is, without a Content-Encoding.', {
      'Accept-Encoding': 'identity',
    });
  }
  const tooLarge = () => new HttpError(413, 'trade_too_large', `A trade has at most ${TRADE_BYTES} bytes.`);
  return readBody(request, TRADE_BYTES, tooLarge);
}
