import { z } from 'zod';
import { stocks } from './symbols';

/** What a page may ask of its market. */
export const marketSettingsSchema = z.object({
  /** Same seed, same prices. */
  seed: z.int().min(0).max(4294967295),
  /** Ticks a second, over all symbols. */
  rate: z.number().min(0.1).max(200),
  /** Ticks that are due together; 1 is a steady market. */
  burst: z.int().min(1).max(100),
  /** How many stocks are traded. */
  symbols: z.int().min(1).max(stocks.length),
  /** Bytes of padding added to each tick. */
  padding: z.int().min(0).max(10_000),
});
export type MarketSettings = z.infer<typeof marketSettingsSchema>;
