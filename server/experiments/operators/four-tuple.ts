import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import * as z from 'zod';
import type { Connected, FourTuples } from '@/lib/experiments/operators/answers';
import { RateLimit } from '../../limits/rate';
import { sendJson } from '../../techniques/exchange/send-json';
import { experimentRoute } from '../experiment';
import { tooOften } from './handshake';
import type { OwnAddress } from './own-address';

/** The client's addresses: all of 127.0.0.0/8 is this machine, where the system says so. */
const ADDRESSES = [1, 2, 3, 4, 5, 6, 7, 8].map((last) => `127.0.0.${last}`);

/** So many a second in the long run, and at once, of all clients together. */
const PER_SECOND = 10;
const AT_ONCE = 40;

/** Loopback needs a millisecond or two; what takes so long will never come, ms. */
const PATIENCE = 2000;

/** Connects this server to itself from one port of several addresses, looks at the system's table, and lets go. */
export function fourTupleRoute(own: () => OwnAddress) {
  const rate = new RateLimit(PER_SECOND, AT_ONCE);
  return experimentRoute({
    method: 'POST',
    query: z.strictObject({}),
    async answer(_call, response) {
      if (!rate.take()) throw tooOften(PER_SECOND);
      sendJson(response, JSON.stringify(await fromOnePort(own())));
    },
  });
}

async function fromOnePort({ host, port }: OwnAddress): Promise<FourTuples> {
  const sockets: Socket[] = [];
  const from = async (localAddress: string, localPort?: number): Promise<Connected> => {
    const socket = connect({ host, port, localAddress, ...(localPort !== undefined && { localPort }) });
    sockets.push(socket);
    const error = await connected(socket);
    return { from: localAddress, error };
  };
  try {
    const [first = '127.0.0.1', ...others] = ADDRESSES;
    const connections = [await from(first)];
    // The system has chosen its port.
    const clientPort = sockets[0]?.localPort ?? null;
    if (clientPort !== null) for (const address of others) connections.push(await from(address, clientPort));
    // The same four values once more.
    const again = clientPort === null ? null : await from(first, clientPort);
    return { host, port, clientPort, connections, again, inTable: inTable(port, clientPort) };
  } finally {
    // Without this each would be remembered for a minute by the system (TIME-WAIT).
    for (const socket of sockets) socket.resetAndDestroy();
  }
}

/** @returns null when it stands, or why it does not, in the system's own code */
function connected(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    socket.setTimeout(PATIENCE, () => resolve('ETIMEDOUT'));
    socket.once('connect', () => resolve(null));
    socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'failed'));
  });
}

/** The state of a connection that stands, in the system's table. */
const ESTABLISHED = '01';

/** The ends of connections, at this server's port, of clients with one port. @returns null where there is no such table */
function inTable(port: number, clientPort: number | null): number | null {
  if (clientPort === null) return null;
  try {
    return ['/proc/net/tcp', '/proc/net/tcp6']
      .flatMap((table) => readFileSync(table, 'latin1').split('\n'))
      .filter((line) => {
        const [, local, remote, state] = line.trim().split(/\s+/);
        return state === ESTABLISHED && portOf(local) === port && portOf(remote) === clientPort;
      }).length;
  } catch {
    return null;
  }
}

function portOf(end: string | undefined): number {
  return Number.parseInt(end?.split(':')[1] ?? '', 16);
}
