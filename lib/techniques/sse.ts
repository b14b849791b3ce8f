import type { ClientHalf } from './half';

/** One request whose answer never ends. The browser's EventSource reads it, and reconnects by itself. */
export const sse: ClientHalf = (connection) =>
  new Promise((resolve, reject) => {
    const source = new EventSource(connection.address({ since: connection.cursor() }));
    source.onopen = connection.opened;
    source.onmessage = (event) => connection.receive(event.data);
    source.addEventListener('gap', (event) => connection.receive(event.data));
    source.onerror = () => {
      // On a broken stream EventSource tries again and sends Last-Event-ID; on an error status it gives up.
      if (source.readyState === EventSource.CONNECTING) connection.interrupted();
      else reject(new Error('the server refused the stream'));
    };
    connection.signal.addEventListener('abort', () => {
      source.close();
      resolve();
    });
  });
