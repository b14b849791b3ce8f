import type { Experiment, ExperimentsContext } from '../experiment';
import { documentRoutes } from './documents';
import { fourTupleRoute } from './four-tuple';
import { handshakeRoute } from './handshake';
import { ownAddress } from './own-address';
import { Proxies } from './proxy';
import { socketUpgrade } from './socket';
import { Stands } from './stand';
import { streamRoute } from './stream';

/** What those who look after servers and proxies should have seen once. */
export function operators({ markets, listening, stopping }: ExperimentsContext): Experiment {
  const stands = new Stands(markets);
  const own = () => ownAddress(listening());
  const stream = streamRoute(stands);
  const socket = socketUpgrade(stands, stopping);
  const proxies = new Proxies(own);
  return {
    routes: {
      ...documentRoutes(markets, stands),
      stream,
      'four-tuple': fourTupleRoute(own),
      handshake: handshakeRoute(own),
      ...proxies.routes('stream', stream),
    },
    upgrades: { socket, ...proxies.upgrades('socket', socket) },
  };
}
