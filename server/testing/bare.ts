import type { Technique } from '@/lib/techniques';
import { dialects } from '@/lib/techniques/dialects';
import { ownSettings, standardSettings } from '@/lib/techniques/settings';
import type { BareClient } from '@/lib/wire/bare-client';
import { inflate } from '../load/inflate';
import type { RawClient } from './server';

/** The client that reads what comes in. */
const readers = new WeakMap<RawClient, BareClient>();

/** What a technique's bare client is told of, on a connection of the test's own. */
export interface Asked {
  /** Bytes that the client had sent when the answer began. */
  up: number;
}

/**
 * Asks for the ticks of a market after `since`, as the bare client of a technique does: with whatever has to be said after a handshake.
 *
 * @param market its path: `/api/markets/<id>`
 * @param fields further header fields of the request
 */
export function askBarely(
  client: RawClient,
  { id, path }: Technique,
  market: string,
  since: number,
  ...fields: string[]
): Asked {
  const asked: Asked = { up: 0 };
  const bare = dialects[id].bareClient({
    host: ['localhost', ...fields].join('\r\n'),
    path: `${market}/${path}`,
    since,
    settings: ownSettings(id, standardSettings),
    write: (bytes) => client.send(typeof bytes === 'string' ? bytes : Buffer.from(bytes)),
    answered: () => {
      asked.up = client.up;
    },
    connected: () => {},
    completed: () => {},
    ticked: () => {},
    inflate,
    lost: () => {},
  });
  // The next question is another client's.
  if (!readers.has(client))
    client.socket.prependListener('data', (data: Buffer) => readers.get(client)?.read(data, 0, data.length));
  readers.set(client, bare);
  bare.ask();
  return asked;
}
