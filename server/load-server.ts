// The process of a server under load: the real one, with one market and no page. Its only argument is the load.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { HEARTBEAT_MS } from '@/lib/connection/heartbeat';
import { loadSchema } from '@/lib/load/settings';
import { assemble } from './assemble';
import { firstTick } from './load/first-tick';
import { probe } from './load/probe';
import { loadTargetOf } from './load/technique-target';
import { checkSockets } from './socket/self-check';

void main();

async function main(): Promise<void> {
  await checkSockets();
  const load = loadSchema.parse(JSON.parse(process.argv[2] ?? ''));
  const { server, markets } = assemble(
    { maxMarkets: 1, idleMs: 3_600_000, historyMs: 60_000 },
    {
      heartbeatMs: HEARTBEAT_MS,
      allowedOrigins: [],
      maxConnectionsPerAddress: load.clients,
      page: {
        request: (_request, response) => response.end(),
        upgrade: (_request, _socket, _head, ignore) => ignore(),
      },
    },
  );
  const { technique: id, rate, padding } = load;
  const market = markets.create({ seed: 1, rate, burst: 1, symbols: 1, padding });
  market.use();
  await firstTick(market);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  probe(loadTargetOf(load, port, market.id), market, () => {
    const { requests, up, down, payload, messages } = market.account(id).read();
    return { requests, bytes: { up, down, payload }, sent: messages };
  });
}
