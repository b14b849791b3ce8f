import * as z from 'zod/mini';

/**
 * One price change as it crosses the wire, in the same JSON form for every technique. `at` is the moment when it
 * was due on the server (epoch ms with fraction); `pad` is there only when a scenario asks for padding.
 */
export const tickSchema = z.object({
  seq: z.int().check(z.minimum(1)),
  symbol: z.string(),
  price: z.number(),
  at: z.number(),
  pad: z.optional(z.string()),
});
export type Tick = z.infer<typeof tickSchema>;

/** Ticks `from` to `to` are no longer in the history: `missed` of them will never arrive. */
export const gapSchema = z.object({ from: z.int(), to: z.int(), missed: z.int() });
export type Gap = z.infer<typeof gapSchema>;
