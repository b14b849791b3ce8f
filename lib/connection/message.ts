import { z } from 'zod';
import { type Gap, gapSchema, type Tick, tickSchema } from '@/lib/market/tick';

/** What a message of any technique carries. */
export interface Message {
  gap?: Gap;
  ticks: Tick[];
}

const schema = z.union([
  tickSchema.transform((tick): Message => ({ ticks: [tick] })),
  z.object({ gap: gapSchema.optional(), ticks: z.array(tickSchema) }),
  z.object({ gap: gapSchema }).transform(({ gap }): Message => ({ gap, ticks: [] })),
]);

/**
 * Reads a message: a tick, a gap, or an answer with several ticks.
 *
 * @throws where the text is none of these
 */
export function parseMessage(text: string): Message {
  return schema.parse(JSON.parse(text));
}
