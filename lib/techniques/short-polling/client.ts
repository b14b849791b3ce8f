import { fetchText } from '@/lib/connection/fetch-text';
import type { ClientHalf } from '@/lib/techniques/technique';
import type { about } from './about';

/** Asks again and again, whether there is news or not. */
export const shortPolling: ClientHalf<typeof about> = async (connection) => {
  const { address, cursor, settings, signal } = connection;
  while (!signal.aborted) {
    const asked = performance.now();
    connection.receive(await fetchText(address({ since: cursor() }), signal));
    connection.opened();
    await connection.sleep(asked + settings.interval * 1000 - performance.now());
  }
};
