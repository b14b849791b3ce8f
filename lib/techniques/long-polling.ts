import { fetchText } from './fetch-text';
import type { ClientHalf } from './half';

/** Asks once; the server answers when there is news. Then asks again at once. */
export const longPolling: ClientHalf = async (connection) => {
  const { address, cursor, settings, signal } = connection;
  while (!signal.aborted) {
    const answer = fetchText(address({ since: cursor(), timeout: settings.timeout }), signal);
    // A request that the server holds looks like one that got lost; only an answer tells them apart.
    connection.receive(await answer);
    connection.opened();
  }
};
