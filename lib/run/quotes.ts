import type { Lane } from './lane';

/** The automatic trader quotes every so often, ms of the run. */
const QUOTE_MS = 1000;

/** When the automatic trader quotes: once in each second of a run, as soon as it has begun. */
export class QuoteSchedule {
  private second = 0;

  /** Whether a second has begun that there was no quote in. @param elapsed ms since the run began */
  isDue(elapsed: number): boolean {
    const second = Math.floor(elapsed / QUOTE_MS);
    if (second <= this.second) return false;
    this.second = second;
    return true;
  }
}

/** From here to the next quote, ms. @param elapsed ms since the run began */
export function untilNextQuote(elapsed: number): number {
  return QUOTE_MS - (elapsed % QUOTE_MS);
}

/** Every lane that is on quotes the price that it has, all at once. */
export function quoteAll(lanes: Iterable<Lane>, symbol: string): void {
  for (const { on, measured, trader } of lanes) {
    const price = measured.prices.get(symbol);
    if (on && price) void trader.quote(symbol, price.price);
  }
}
