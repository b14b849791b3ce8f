import * as z from 'zod/mini';
import { techniqueIds } from '@/lib/techniques';
import { crossingSchema } from '@/lib/wire/crossing';

/**
 * Something that crossed a technique's connection, seen at the server's socket. Times are server epoch ms; both are
 * equal where nothing lies between browser and server. What goes up was sent when the socket had it.
 */
export const wireEventSchema = z.extend(crossingSchema, {
  id: z.int(),
  /** Counts the connections of a market, from 1. */
  connection: z.int(),
  technique: z.enum(techniqueIds),
  sentAt: z.number(),
  /** null while it is on its way, or where it never came. */
  arrivedAt: z.nullable(z.number()),
});
export type WireEvent = z.infer<typeof wireEventSchema>;
