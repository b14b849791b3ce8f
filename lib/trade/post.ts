import { type Fill, parseFill } from './trade';

/**
 * Sends a trade as a request of its own, for every technique that has no way back to the server.
 *
 * @param address of the technique, without a query
 * @param trade as JSON
 * @throws when no answer comes, or one that is not 200; the message has the server's own words
 */
export async function postTrade(address: string, trade: string, signal: AbortSignal): Promise<Fill> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: trade,
    cache: 'no-store',
    signal,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${text.trim()}`);
  return parseFill(text);
}
