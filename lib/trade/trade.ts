import * as z from 'zod/mini';
import { wholeWithin } from '@/lib/schema/number';

/** How many shares the buttons of a lane and the automatic trader trade at once. */
export const QUANTITY = 100;

/** The largest trade, in bytes of its JSON. */
export const TRADE_BYTES = 1024;

/** What a trade looks like, for messages that say what is allowed. */
export const TRADE_FORM = '{"symbol","side":"buy"|"sell"|"quote","quantity","seen"}';

const whole = (min: number, max: number) => {
  const error = `must be a whole number, ${min.toLocaleString('en-US')} to ${max.toLocaleString('en-US')}`;
  return wholeWithin(min, max, error);
};

const price = 'must be a price, above 0 and at most 1,000,000,000';

/** A trade as it crosses the wire, in the same JSON form for every technique. */
export const tradeSchema = z.strictObject({
  /** The client's own number for it. The fill repeats it, so that answers on one channel can be told apart. */
  trade: z.optional(whole(1, 2 ** 31 - 1)),
  symbol: z.string({ error: 'must be the symbol of a stock of this market' }),
  /** `quote`: an offer to buy and to sell, of which whoever knows better takes the better side. */
  side: z.enum(['buy', 'sell', 'quote'], { error: 'must be buy, sell or quote' }),
  /** Shares. */
  quantity: whole(1, 1_000_000),
  /** The price on the client's screen. */
  seen: z.number(price).check(z.positive(price), z.maximum(1e9, price)),
});
export type Trade = z.infer<typeof tradeSchema>;

/** What became of a trade: `price` is the true one, of the tick `seq`, when the trade arrived at `at` (server epoch ms). */
export const fillSchema = z.extend(tradeSchema, { price: z.number(), seq: z.int(), at: z.number() });
export type Fill = z.infer<typeof fillSchema>;

const messageSchema = z.object({ fill: fillSchema });

/** Reads the text of a fill, `{"fill":{…}}`. @throws where it is none */
export function parseFill(text: string): Fill {
  return messageSchema.parse(JSON.parse(text)).fill;
}

/**
 * What the price on the screen cost, compared with a trade at that price: more paid, or less got. Negative where the
 * true price was better than the one seen; a quote never gains, because the other side chooses.
 */
export function slippageOf({ side, quantity, seen, price }: Fill): number {
  const rise = toCents(quantity * (price - seen));
  if (side === 'quote') return Math.abs(rise);
  return side === 'buy' ? rise : 0 - rise;
}

/** Money, without the dust of binary fractions. */
export function toCents(money: number): number {
  return Math.round(money * 100) / 100;
}
