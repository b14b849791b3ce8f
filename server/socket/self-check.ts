import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { idealLink } from '@/lib/link/settings';
import { techniques } from '@/lib/techniques';
import { Addresses } from '../limits/addresses';
import { Link } from '../link/link';
import { bytesDirect, writeDirectly } from './direct-write';
import { TcpConnection } from './tcp-connection';
import { queuedBelow, works } from './undocumented';

/** Loopback needs a millisecond or two; what takes so long will never come, ms. */
const PATIENCE = 1000;

/** More than the system takes of a write whose other end does not read, bytes. */
const TOO_MUCH = 16 * 1024 * 1024;

/** Both ends of a connection within this process. */
interface Pair {
  /** The server's end. */
  socket: Socket;
  client: Socket;
}

/**
 * Tries on real sockets, over loopback, what this server uses of Node without a promise of its documentation, and turns
 * off what does not work: the documented way is taken then, or, where there is none, the feature is refused.
 *
 * @returns a sentence for each thing that does not work; empty where all does
 */
export async function checkSockets(): Promise<string[]> {
  const server = createServer({ noDelay: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    works.directWrite = await attempt(server, tryDirectWrite);
    works.queueSize = await attempt(server, tryQueueSize);
    works.interposition = await attempt(server, tryInterposition);
  } finally {
    server.close();
  }
  return [
    ...(works.directWrite
      ? []
      : ['Direct writes do not work here: bytes take the usual way, at more CPU time.']),
    ...(works.queueSize
      ? []
      : ['What a broken connection had not sent cannot be read here: it counts as sent in the figures.']),
    ...(works.interposition
      ? []
      : ['Sockets cannot be led through a simulated network here: links, wire and most faults are refused.']),
  ];
}

/** @returns whether it worked, and in time */
async function attempt(server: Server, works: (pair: Pair) => Promise<boolean>): Promise<boolean> {
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.on('error', () => {});
  const [socket] = await accepted;
  socket.on('error', () => {});
  let patience: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    patience = setTimeout(() => resolve(false), PATIENCE);
  });
  try {
    return await Promise.race([works({ socket, client }), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(patience);
    client.destroy();
    socket.destroy();
  }
}

/** What is written directly comes, and is counted. */
async function tryDirectWrite({ socket, client }: Pair): Promise<boolean> {
  writeDirectly(socket);
  socket.write(Buffer.from('direct'));
  if (bytesDirect(socket) !== 6) return false;
  const [data] = await once(client, 'data');
  return String(data) === 'direct';
}

/** Of a write to an end that does not read, some of it is known not to have been taken. */
async function tryQueueSize({ socket, client }: Pair): Promise<boolean> {
  client.pause();
  socket.write(Buffer.alloc(TOO_MUCH));
  const queued = queuedBelow(socket);
  return queued > 0 && queued < TOO_MUCH;
}

/** What goes through a link comes out of it both ways, is seen there, and is counted. */
async function tryInterposition({ socket, client }: Pair): Promise<boolean> {
  const link = new Link();
  const addresses = new Addresses(1);
  const connection = new TcpConnection(socket, new Set(), addresses, addresses.admit('self-check'));
  link.change({ ...idealLink, rtt: 1 });
  link.watch();
  const technique = techniques[0].id;
  await new Promise<void>((resolve) =>
    connection.travel(link, technique, { bytes: 0, copy: () => Buffer.alloc(0) }, resolve),
  );
  connection.upgrade();
  client.write('up');
  const [up] = await once(socket, 'data');
  socket.write('down');
  const [down] = await once(client, 'data');
  const seen = link.capture.take().events.filter(({ bytes }) => bytes > 0);
  return (
    String(up) === 'up' &&
    String(down) === 'down' &&
    connection.up === 2 &&
    connection.down === 4 &&
    seen.length === 2
  );
}
