import { heartbeat } from './heartbeat';

/**
 * The text of an answer, for the techniques that ask.
 *
 * @param held how long the server may keep the answer back, ms
 * @throws when nothing comes in time, or an answer that is not 200; the message has the server's own words
 */
export async function fetchText(address: string, signal: AbortSignal, held = 0): Promise<string> {
  const silent = new AbortController();
  const heart = heartbeat(() => silent.abort(new Error('no answer in time')), { allow: held });
  try {
    const response = await fetch(address, {
      signal: AbortSignal.any([signal, silent.signal]),
      cache: 'no-store',
    });
    let text = '';
    const decoder = new TextDecoder();
    // Piece by piece: a large answer on a slow link takes its time, and is no sign of death.
    for (const reader = response.body?.getReader(); reader; ) {
      const { done, value } = await reader.read();
      if (done) break;
      heart.heard();
      text += decoder.decode(value, { stream: true });
    }
    if (response.ok) return text;
    throw new Error(`${response.status}: ${text.trim()}`);
  } finally {
    heart.stop();
  }
}
