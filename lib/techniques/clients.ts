import type { Technique, TechniqueId } from '.';
import { httpStreaming } from './http-streaming/client';
import { longPolling } from './long-polling/client';
import { ownSettings, type TechniqueSettings } from './settings';
import { shortPolling } from './short-polling/client';
import { socketIo } from './socket-io/client';
import { sse } from './sse/client';
import type { ClientHalf, Connection } from './technique';
import { websocket } from './websocket/client';

type Of<Id extends TechniqueId> = Extract<Technique, { id: Id }>;

const clients: { readonly [Id in TechniqueId]: ClientHalf<Of<Id>> } = {
  'short-polling': shortPolling,
  'long-polling': longPolling,
  sse,
  'http-streaming': httpStreaming,
  websocket,
  'socket-io': socketIo,
};

/**
 * Lets the client half of a technique bring its ticks, as `ClientHalf` says.
 *
 * @param connection has the settings of all techniques, of which the half is given its own
 */
export function connect<Id extends TechniqueId>(
  id: Id,
  connection: Connection<TechniqueSettings>,
): Promise<void> {
  const half: ClientHalf<Of<Id>> = clients[id];
  return half({ ...connection, settings: ownSettings(id, connection.settings) });
}
