import * as z from 'zod/mini';

/** What the server says on any channel where it does not do what it was asked for. */
export const errorSchema = z.object({
  type: z.literal('error'),
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
