import * as z from 'zod/mini';
import { type Gap, gapSchema, type Tick, tickSchema } from '@/lib/market/tick';

/** What a message of any technique carries. */
export interface Message {
  gap?: Gap;
  ticks: Tick[];
}

const schema = z.union([
  z.pipe(
    tickSchema,
    z.transform((tick: Tick): Message => ({ ticks: [tick] })),
  ),
  z.object({ gap: z.optional(gapSchema), ticks: z.array(tickSchema) }),
  z.pipe(
    z.object({ gap: gapSchema }),
    z.transform(({ gap }: { gap: Gap }): Message => ({ gap, ticks: [] })),
  ),
]);

/**
 * Reads a message: a tick, a gap, or an answer with several ticks.
 *
 * @param message its text, or what has been decoded of it
 * @throws where it is none of these
 */
export function parseMessage(message: unknown): Message {
  return schema.parse(typeof message === 'string' ? JSON.parse(message) : message);
}
