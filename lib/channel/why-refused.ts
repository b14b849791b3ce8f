import * as z from 'zod/mini';
import { parseJson } from './messages';

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

const REFUSED = 'The server does not let this page in.';

/**
 * Why a WebSocket that never opened was refused. A browser does not tell the page the status of a handshake, so the
 * same address is asked once more over HTTP.
 *
 * @returns the reason in words, or null where the server is away, or would let the page in by now
 */
export async function whyRefused(address: string): Promise<string | null> {
  try {
    const response = await fetch(address, { cache: 'no-store' });
    if (response.status !== 403 && response.status !== 404) return null;
    return reasonOf(response.status, await response.text());
  } catch {
    return null;
  }
}

/** What an answer that is an error says, in the server's own words where it is the server's. */
export function reasonOf(status: number, text: string): string {
  const body = errorSchema.safeParse(parseJson(text));
  if (body.success) return body.data.error.message;
  return status === 403 || status === 404 ? REFUSED : `The answer was ${status}.`;
}
