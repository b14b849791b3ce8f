import * as z from 'zod/mini';

/** What a message may be named by, so that the answer can say to which one it belongs. */
export const messageIdSchema = z.int().check(z.minimum(0));

/** A message that has a name, whatever else it says. */
export const namedSchema = z.object({ id: messageIdSchema });

/** What the server says on any channel where it does not do what it was asked for. */
export const errorSchema = z.object({
  type: z.literal('error'),
  /** The `id` of the message that asked, if it had one. */
  to: z.optional(messageIdSchema),
  error: z.object({ code: z.string(), message: z.string() }),
});
export type ErrorMessage = z.infer<typeof errorSchema>;

/** What a browser says on any channel while it hears nothing, for its WebSocket cannot ping; and the answer to it. */
export const PING = '{"type":"ping"}';
export const PONG = '{"type":"pong"}';

/** @returns what the text says, or undefined where it is no JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
