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
    return await reasonOf(response);
  } catch {
    return null;
  }
}

/** What an answer that is an error says, in the server's own words where it is the server's. */
export async function reasonOf(response: Response): Promise<string> {
  const body = errorSchema.safeParse(parseJson(await response.text()));
  if (body.success) return body.data.error.message;
  const isRefused = response.status === 403 || response.status === 404;
  return isRefused ? REFUSED : `The answer was ${response.status} ${response.statusText}`.trim();
}
