import type { IncomingMessage } from 'node:http';
import { ORDER_BYTES, ORDER_FORM, type Order, orderSchema } from '@/lib/trader/order';
import { explain, HttpError } from '../errors';
import { serverNow } from '../feed/clock';
import type { Market } from '../feed/markets';

/**
 * Fills an order at the newest price, whatever price the client has seen.
 *
 * @param text the order's JSON
 * @returns the fill's JSON, `{"fill":{…}}`
 * @throws HttpError 400 where the order is not allowed
 */
export function fillOrder({ feed }: Market, text: string): string {
  const order = readOrder(text);
  const newest = feed.price(order.symbol);
  if (!newest) {
    const symbols = feed.tradedStocks.map(({ symbol }) => symbol).join(', ');
    throw new HttpError(400, 'bad_order', `symbol: must be one of this market's: ${symbols}`);
  }
  const at = Math.round(serverNow() * 1000) / 1000;
  return JSON.stringify({ fill: { ...order, price: newest.price, seq: newest.seq, at } });
}

function readOrder(text: string): Order {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new HttpError(400, 'bad_order', `An order is JSON: ${ORDER_FORM}.`);
  }
  const result = orderSchema.safeParse(given);
  if (result.success) return result.data;
  throw new HttpError(400, 'bad_order', explain(result.error));
}

/**
 * Reads the body of an order.
 *
 * @throws HttpError 415 where it is not said to be JSON, 413 where it is too large
 */
export function readOrderBody(request: IncomingMessage): Promise<string> {
  // A form of another site can be posted without asking this server first; JSON cannot.
  if (!/^application\/json *(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new HttpError(415, 'unsupported_type', 'An order has the Content-Type application/json.');
  }
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    request.on('data', (piece: Buffer) => {
      bytes += piece.length;
      // The rest is still read, and thrown away: a client that is sending would not see the answer otherwise.
      if (bytes <= ORDER_BYTES) pieces.push(piece);
      else reject(new HttpError(413, 'order_too_large', `An order has at most ${ORDER_BYTES} bytes.`));
    });
    request.once('end', () => resolve(Buffer.concat(pieces).toString()));
    // Nobody is there to be answered any more; what was opened for the request ends with its connection.
    request.on('error', () => {});
  });
}
