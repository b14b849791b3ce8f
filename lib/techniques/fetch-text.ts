/**
 * The text of an answer, for the techniques that ask.
 *
 * @throws when there is no answer, or one that is not 200; the message has the server's own words
 */
export async function fetchText(address: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(address, { signal, cache: 'no-store' });
  const text = await response.text();
  if (response.ok) return text;
  throw new Error(`${response.status}: ${text.trim()}`);
}
