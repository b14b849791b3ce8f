import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { idealLink } from '@/lib/link/settings';
import { Addresses } from '../limits/addresses';
import { Link } from '../link/link';
import { Account } from '../meter/account';
import { TcpConnection } from './tcp-connection';

const server = createServer({ noDelay: true });

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
after(() => server.close());

const ready = 'x'.repeat(100);

/** A connection that has carried some bytes, and whose client has reset it a moment ago: this program does not know of it yet. */
async function reset(link?: Link) {
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [[socket]] = await Promise.all([accepted, once(client, 'connect')]);
  const addresses = new Addresses(1);
  const connection = new TcpConnection(socket, new Set(), addresses, addresses.admit('test'));
  const account = new Account();
  connection.begin(account);
  if (link) {
    const incoming = { bytes: 0, copy: () => Buffer.alloc(0) };
    await new Promise<void>((resolve) => connection.travel(link, 'short-polling', incoming, resolve));
  }
  socket.write(ready);
  await once(client, 'data');
  client.resetAndDestroy();
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => {});
  return { socket, connection, account, closed };
}

const batch = { ticks: { length: 3 }, payload: 50 };

const writes: Record<string, (socket: Socket) => void> = {
  'a text': (socket) => socket.write('x'.repeat(1460)),
  'bytes that are ready': (socket) => socket.write(Buffer.alloc(1460)),
  'several pieces': (socket) => {
    socket.cork();
    for (const piece of ['x'.repeat(1000), Buffer.alloc(400), 'ü'.repeat(30)]) socket.write(piece);
    socket.uncork();
  },
  'an answer and its end': (socket) => {
    socket.cork();
    socket.write(Buffer.alloc(1460));
    socket.write('');
    socket.uncork();
  },
};

for (const [what, write] of Object.entries(writes)) {
  test(`what the system refuses has not crossed, and is no payload: ${what}`, async () => {
    const { socket, connection, account, closed } = await reset();
    write(socket);
    connection.delivered(batch);
    const { down, payload } = account.read();
    assert.deepEqual([connection.down, down, payload], [ready.length, ready.length, 0]);
    await closed;
    const after = account.read();
    assert.deepEqual([connection.down, after.down, after.payload], [ready.length, ready.length, 0]);
  });
}

test('nor has what comes out of a simulated network when its client has gone', async () => {
  const link = new Link();
  link.change({ ...idealLink, rtt: 1 });
  link.watch();
  const { socket, connection, account, closed } = await reset(link);
  // It comes out at once and not a moment later, when this program would know.
  link.change({ ...idealLink, rtt: 0 });
  socket.write('x'.repeat(1000));
  connection.delivered(batch);
  await closed;
  const { down, payload } = account.read();
  assert.deepEqual([connection.down, down, payload], [ready.length, ready.length, 0]);
  const arrived = link.capture
    .take()
    .events.filter(({ way, arrivedAt }) => way === 'down' && arrivedAt !== null);
  assert.deepEqual(
    arrived.map(({ bytes }) => bytes),
    [ready.length],
  );
});
