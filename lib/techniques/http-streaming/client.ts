import { heartbeat } from '@/lib/connection/heartbeat';
import type { ClientHalf } from '@/lib/techniques/technique';
import type { about } from './about';

/** One request whose answer never ends, read as it comes: a line of JSON for each tick. */
export const httpStreaming: ClientHalf<typeof about> = async (connection) => {
  const silent = new AbortController();
  const heart = heartbeat(() => silent.abort(new Error('no heartbeat')));
  try {
    const response = await fetch(connection.address({ since: connection.cursor() }), {
      signal: AbortSignal.any([connection.signal, silent.signal]),
      cache: 'no-store',
    });
    if (!response.ok || !response.body) throw new Error(`${response.status}: ${await response.text()}`);
    connection.opened();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    // A piece ends where the network cut it, not where a line does.
    let rest = '';
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      heart.heard();
      const lines = (rest + piece.value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line) connection.receive(line);
    }
    throw new Error('the stream ended');
  } finally {
    heart.stop();
  }
};
