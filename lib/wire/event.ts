import { z } from 'zod';
import { techniqueIds } from '@/lib/techniques';

/** At most so many bytes of one event are brought to the page, to be read there. */
export const SHOWN_BYTES = 4096;

/**
 * Something that crossed a technique's connection, seen at the server's socket. Times are server epoch ms; both are
 * equal where nothing lies between browser and server. What goes up was sent when the socket had it.
 */
export const wireEventSchema = z.object({
  id: z.int(),
  /** Counts the connections of a market, from 1. */
  connection: z.int(),
  technique: z.enum(techniqueIds),
  /** Bytes up or down, or the connection itself. */
  way: z.enum(['up', 'down', 'open', 'close']),
  /** Whether the connection carries WebSocket frames by now. */
  upgraded: z.boolean(),
  sentAt: z.number(),
  /** null while it is on its way, or where it never came. */
  arrivedAt: z.number().nullable(),
  /** All of its bytes. */
  bytes: z.int(),
  /** The first of them, in base64. */
  data: z.string(),
});
export type WireEvent = z.infer<typeof wireEventSchema>;
