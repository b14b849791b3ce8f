import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { bytesDirect, writeDirectly, writeThrough } from './direct-write';

const server = createServer();

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
after(() => server.close());

async function connected(): Promise<{ client: Socket; socket: Socket }> {
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [[socket]] = await Promise.all([accepted, once(client, 'connect')]);
  writeDirectly(socket);
  return { client, socket };
}

async function readAll(client: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of client) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('what the system takes at once is written at once, past the counter of the socket', async () => {
  const { client, socket } = await connected();
  assert.equal(socket.write(Buffer.from('tick')), true);
  assert.equal(bytesDirect(socket), 4);
  assert.equal(socket.bytesWritten, 0);
  socket.end();
  assert.equal(String(await readAll(client)), 'tick');
});

test('what it does not take waits, in order, and each byte is counted once', async () => {
  const { client, socket } = await connected();
  client.pause();
  const pieces = Array.from({ length: 400 }, (_, index) => Buffer.alloc(50_000, index % 251));
  const taken = pieces.map((piece) => socket.write(piece));
  assert.ok(taken.includes(true) && taken.includes(false));
  const drained = once(socket, 'drain');
  const received = readAll(client);
  await drained;
  socket.write(Buffer.from('at last'));
  socket.end();
  assert.ok((await received).equals(Buffer.concat([...pieces, Buffer.from('at last')])));
  assert.equal(bytesDirect(socket) + socket.bytesWritten, 400 * 50_000 + 7);
});

test('texts, and whoever waits for the end of a write, go the usual way', async () => {
  const { client, socket } = await connected();
  socket.write('a text');
  await new Promise((resolve) => socket.write(Buffer.from(', bytes'), resolve));
  socket.cork();
  socket.write(Buffer.from(', corked'));
  socket.uncork();
  assert.equal(bytesDirect(socket), 0);
  writeThrough(socket);
  socket.write(Buffer.from(', through'));
  assert.equal(bytesDirect(socket), 0);
  socket.end();
  assert.equal(String(await readAll(client)), 'a text, bytes, corked, through');
});

test('nothing is written to who has taken the number of a socket that is gone', async () => {
  const gone = await connected();
  gone.socket.on('error', () => {});
  gone.socket.destroy();
  await once(gone.socket, 'close');
  gone.client.destroy();
  const next = [await connected(), await connected(), await connected()];
  gone.socket.write(Buffer.from('to nobody'));
  assert.equal(bytesDirect(gone.socket), 0);
  for (const { client, socket } of next) {
    socket.end('mine');
    assert.equal(String(await readAll(client)), 'mine');
  }
});

test('a connection that is broken ends with an error of the socket, as usual', async () => {
  const { client, socket } = await connected();
  const broken = once(socket, 'error');
  client.resetAndDestroy();
  const timer = setInterval(() => socket.write(Buffer.from('anybody?')), 5);
  const [{ code }] = await broken;
  clearInterval(timer);
  assert.match(code, /EPIPE|ECONNRESET/);
});
