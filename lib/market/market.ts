import { hash, walk } from './random';
import { type Stock, stocks } from './symbols';

/** A price change without its time: the ticker adds `at`, when the tick is due. */
export interface Quote {
  seq: number;
  symbol: string;
  price: number;
}

/** Once in so many ticks each stock has news, at a moment that cannot be foreseen. */
const NEWS_EVERY = 256;

/** No price moves further than to this multiple of its opening, or to that part of it. */
const FARTHEST = Math.log(20);

const PICK = 0;
const PRICE = 1000;
const NEWS = 2000;
const NEWS_AT = 3000;

/**
 * The simulated exchange: which stock changes at tick `seq`, and to what price. A pure function, so a run can
 * be repeated and any server can compute any tick. Each price is a geometric random walk with the stock's own
 * drift and volatility, and jumps when there is news.
 *
 * @param seed any whole number
 * @param seq the number of the tick, from 1
 * @param symbols how many stocks are traded, 1 to 20; more stocks leave the prices of the first ones as they are
 */
export function quoteAt(seed: number, seq: number, symbols: number): Quote {
  const index = hash(seed, PICK, seq) % symbols;
  const stock = stocks[index];
  if (!stock) throw new RangeError(`a market has 1 to ${stocks.length} symbols, not ${symbols}`);
  return { seq, symbol: stock.symbol, price: priceAt(seed, stock, index, seq) };
}

function priceAt(seed: number, stock: Stock, index: number, seq: number): number {
  const trend = stock.drift * seq + stock.volatility * walk(seed, PRICE + index, seq);
  const jumps = stock.news * walk(seed, NEWS + index, newsUntil(seed, index, seq));
  return Math.round(stock.open * Math.exp(reflect(trend + jumps)) * 100) / 100;
}

/** Keeps a walk between ±`FARTHEST` by turning it back there, so that a market can run for years. */
function reflect(x: number): number {
  const turn = 4 * FARTHEST;
  const phase = (((x + FARTHEST) % turn) + turn) % turn;
  return phase < 2 * FARTHEST ? phase - FARTHEST : 3 * FARTHEST - phase;
}

/** How often the stock has had news by tick `seq`: once in every stretch, at a tick drawn for that stretch. */
function newsUntil(seed: number, index: number, seq: number): number {
  const stretch = Math.floor(seq / NEWS_EVERY);
  const at = hash(seed, NEWS_AT + index, stretch) % NEWS_EVERY;
  return stretch + (seq % NEWS_EVERY >= at ? 1 : 0);
}
