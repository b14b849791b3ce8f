import { fetchText } from '@/lib/connection/fetch-text';
import type { ClientHalf } from '@/lib/techniques/technique';
import type { about } from './about';

/** Asks once; the server answers when there is news. Then asks again at once. */
export const longPolling: ClientHalf<typeof about> = async (connection) => {
  const { address, cursor, settings, signal } = connection;
  while (!signal.aborted) {
    const question = address({ since: cursor(), timeout: settings.timeout });
    // A request that the server holds looks like one that got lost; only the time that has passed tells them apart.
    connection.receive(await fetchText(question, signal, settings.timeout * 1000));
    connection.opened();
  }
};
