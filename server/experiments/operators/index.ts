import type { Experiment, ExperimentsContext } from '../experiment';
import { CountedExchanges } from './counted-exchanges';
import { documentRoutes } from './documents';
import { fourTupleRoute } from './four-tuple';
import { handshakeRoute } from './handshake';
import { ownAddress } from './own-address';
import { Proxies } from './proxy';
import { socketUpgrade } from './socket';
import { streamRoute } from './stream';

/** What those who look after servers and proxies should have seen once. */
export function operators({ markets, listening, stopping }: ExperimentsContext): Experiment {
  const exchanges = new CountedExchanges(markets);
  const own = () => ownAddress(listening());
  const stream = streamRoute(exchanges);
  const socket = socketUpgrade(exchanges, stopping);
  const proxies = new Proxies(own);
  return {
    routes: {
      ...documentRoutes(markets, exchanges),
      stream,
      'four-tuple': fourTupleRoute(own),
      handshake: handshakeRoute(own),
      ...proxies.routes('stream', stream),
    },
    upgrades: { socket, ...proxies.upgrades('socket', socket) },
  };
}
