import * as z from 'zod/mini';
import { numberWithin, wholeWithin } from '@/lib/schema/number';
import { stocks } from './symbols';

/** What a page may ask of its market. */
export const marketSettingsSchema = z.object({
  /** Same seed, same prices. */
  seed: wholeWithin(0, 4294967295),
  /** Ticks a second, over all symbols. */
  rate: numberWithin(0.1, 200),
  /** Ticks that are due together; 1 is a steady market. */
  burst: wholeWithin(1, 100),
  /** How many stocks are traded. */
  symbols: wholeWithin(1, stocks.length),
  /** Bytes of padding added to each tick. */
  padding: wholeWithin(0, 10_000),
});
export type MarketSettings = z.infer<typeof marketSettingsSchema>;
