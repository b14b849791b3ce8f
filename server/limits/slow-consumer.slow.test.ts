import assert from 'node:assert/strict';
import { on, once } from 'node:events';
import { get } from 'node:http';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { type RawData, WebSocket } from 'ws';
import { epochNow } from '@/lib/measure/clock';
import type { Market } from '../market/markets';
import { startTestServer, type TestServer } from '../testing/server';
import { MeasuredServer, megabytes, neverRead } from './measured-server.fixture';

const SLOW = 100;
const ALLOWED = 512 * 1024;

const upgrade = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

/** An event stream that is read all the time. */
class Reader {
  readonly seqs: number[] = [];
  private rest = '';
  private readonly request;

  constructor(port: number, path: string) {
    this.request = get({ port, host: '127.0.0.1', path, agent: false }, (response) => {
      response.setEncoding('latin1');
      response.on('data', (text: string) => this.take(text));
    });
    this.request.on('error', () => {});
  }

  stop(): void {
    this.request.destroy();
  }

  private take(text: string): void {
    const events = (this.rest + text).split('\n\n');
    this.rest = events.pop() ?? '';
    for (const event of events) {
      const [, data] = /^data: (\{.*\})$/m.exec(event) ?? [];
      if (data) this.seqs.push(JSON.parse(data).seq);
    }
  }
}

const seqOf = (data: RawData): number => JSON.parse(String(data)).seq;
const inOrder = (seqs: readonly number[]) => seqs.every((seq, i) => seq === (seqs[0] ?? 0) + i);

test('clients that stop reading cost next to no memory, and are dropped', { timeout: 40_000 }, async (t) => {
  const server = new MeasuredServer({ heartbeatMs: 500, collects: true });
  t.after(() => server.stop());
  const { market, port, seq } = await server.sample(() => true);
  const base = `/api/markets/${market}`;
  const reader = new Reader(port, `${base}/sse?since=${seq}`);
  t.after(() => reader.stop());

  // Code is compiled and caches are filled by what comes first: that is no growth.
  const used = ({ heapUsed, external, arrayBuffers }: NodeJS.MemoryUsage) =>
    heapUsed + external + arrayBuffers;
  await server.sample(({ accepted }) => accepted === 1);
  const before = await server.sample(() => reader.seqs.length >= 100);
  const first = server.samples.length;

  const slow = Array.from({ length: SLOW }, (_, i) =>
    i % 2 === 0 ? neverRead(port, `${base}/sse?since=0`, []) : neverRead(port, `${base}/ws?since=0`, upgrade),
  );
  t.after(() => {
    for (const socket of slow) socket.destroy();
  });
  const dropped = await server.sample(({ accepted, open }) => accepted === SLOW + 1 && open === 1);
  const after = await server.sample(() => (reader.seqs.at(-1) ?? 0) >= dropped.seq + 100);

  const during = server.samples.slice(first);
  const peak = (of: (memory: NodeJS.MemoryUsage) => number) =>
    Math.max(...during.map(({ memory }) => of(memory)));
  const growth = peak(used) - used(before.memory);
  t.diagnostic(
    `heap, external and buffers: ${megabytes(used(before.memory))} before, ${megabytes(peak(used))} at most ` +
      `(${(growth / SLOW / 1024).toFixed(0)} kB for each of ${SLOW}), ${megabytes(used(after.memory))} after`,
  );
  t.diagnostic(
    `resident: ${megabytes(before.memory.rss)} before, ${megabytes(peak(({ rss }) => rss))} at most, ` +
      `${megabytes(after.memory.rss)} after; ${during.length} samples, ` +
      `${Math.max(...during.map(({ open }) => open))} connections at most`,
  );
  assert.ok(growth < SLOW * ALLOWED, `grew by ${megabytes(growth)}`);
  assert.ok(inOrder(reader.seqs));
  assert.equal(reader.seqs[0], seq + 1);
});

/** A market with so long a past that no client's buffers hold it. */
function longMarket(server: TestServer): Market {
  const at = epochNow() - 55_000;
  const settings = { seed: 1, rate: 200, burst: 1, symbols: 4, padding: 10_000 };
  const schedule = { seed: 1, seq: 0, at, rate: 200, burst: 1 };
  return server.markets.create(settings, undefined, { seq: 0, at, schedule });
}

// A ping behind what is not read cannot be answered: at which message a client stops must not matter.
for (const [name, read] of [
  ['at once', 1],
  ['in the middle', 700],
] as const) {
  test(`a WebSocket that stops reading ${name} is told 1013 when it reads on, and loses nothing`, {
    timeout: 20_000,
  }, async (t) => {
    const server = await startTestServer({ heartbeatMs: 1000 });
    t.after(() => server.stop());
    const market = longMarket(server);
    const connected = once(server.server, 'connection');
    const seqs: number[] = [];
    const open = () => {
      const address = `ws://127.0.0.1:${server.port}/api/markets/${market.id}/ws?since=${seqs.at(-1) ?? 0}`;
      const socket = new WebSocket(address);
      t.after(() => socket.terminate());
      return socket;
    };
    const slow = open();
    slow.on('message', (data) => {
      seqs.push(seqOf(data));
      if (seqs.length === read) slow.pause();
    });
    const [socket]: Socket[] = await connected;
    // Where the server drops it without a word, it has to read on as well to find that out.
    socket?.once('stuck', () => slow.resume());
    socket?.once('close', () => slow.resume());
    const [code, reason] = await once(slow, 'close');
    assert.equal(code, 1013);
    assert.match(String(reason), /since=/);
    assert.ok(inOrder(seqs) && seqs[0] === 1);

    const goal = market.feed.last + 100;
    const again = open();
    for await (const [data] of on(again, 'message')) {
      seqs.push(seqOf(data));
      if ((seqs.at(-1) ?? 0) >= goal) break;
    }
    assert.ok(inOrder(seqs) && seqs[0] === 1);
    assert.ok(seqs.length >= goal);
  });
}

test('what a client that stopped reading was never sent is not counted', { timeout: 20_000 }, async (t) => {
  const server = await startTestServer({ heartbeatMs: 200 });
  t.after(() => server.stop());
  const market = longMarket(server);
  const connected = once(server.server, 'connection');
  const client = neverRead(server.port, `/api/markets/${market.id}/sse?since=0`, []);
  t.after(() => client.destroy());
  const [socket]: Socket[] = await connected;
  if (socket) await once(socket, 'close');
  // All that the system had taken still arrives.
  let received = 0;
  client.on('data', (data) => {
    received += data.length;
  });
  client.resume();
  await once(client, 'close');
  const { up, down } = market.account('sse').read();
  assert.ok(received > 0);
  assert.deepEqual({ up, down }, { up: client.bytesWritten, down: received });
});
