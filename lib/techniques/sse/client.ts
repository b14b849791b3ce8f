import { heartbeat } from '@/lib/connection/heartbeat';
import type { ClientHalf } from '@/lib/techniques/technique';
import type { about } from './about';

/** One request whose answer never ends. The browser's EventSource reads it, and reconnects by itself. */
export const sse: ClientHalf<typeof about> = (connection) =>
  new Promise((resolve, reject) => {
    const source = new EventSource(connection.address({ since: connection.cursor() }));
    // EventSource waits for ever on a connection that has died without a word.
    const heart = heartbeat(() => reject(new Error('no heartbeat')));
    source.onopen = connection.opened;
    source.onmessage = (event) => {
      heart.heard();
      connection.receive(event.data);
    };
    source.addEventListener('gap', (event) => connection.receive(event.data));
    source.addEventListener('heartbeat', heart.heard);
    source.onerror = () => {
      heart.heard();
      // On a broken stream EventSource tries again and sends Last-Event-ID; on an error status it gives up.
      if (source.readyState === EventSource.CONNECTING) connection.interrupted();
      else reject(new Error('the server refused the stream'));
    };
    connection.signal.addEventListener('abort', () => {
      heart.stop();
      source.close();
      resolve();
    });
  });
