import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FrameReader } from './frame-reader';
import { HttpReader } from './http-reader';
import { TickScanner } from './tick-scanner';

interface Seen {
  seq: number;
  at: number;
}

const tickOf = ({ seq, at }: Seen, pad = '') =>
  JSON.stringify({ seq, symbol: 'KITE', price: 128.05, at, ...(pad && { pad }) });

const ticks: Seen[] = [
  { seq: 1, at: 1_760_000_000_000 },
  { seq: 2, at: 1_760_000_000_000.25 },
  { seq: 2_147_483_647, at: 1_760_000_000_001.007 },
];

/** Feeds the pieces to a reader, all through the same buffer, as a socket does. */
function through(
  pieces: readonly Buffer[],
  read: (data: Uint8Array, from: number, to: number) => void,
): void {
  const buffer = Buffer.alloc(Math.max(1, ...pieces.map(({ length }) => length)));
  for (const piece of pieces) {
    buffer.fill('#');
    piece.copy(buffer);
    read(buffer, 0, piece.length);
  }
}

/** Cut in two at each byte, and into single bytes. */
function* cuts(data: Buffer): Iterable<Buffer[]> {
  for (let i = 0; i <= data.length; i++) yield [data.subarray(0, i), data.subarray(i)];
  yield [...data].map((byte) => Buffer.from([byte]));
}

function scan(pieces: readonly Buffer[]): Seen[] {
  const seen: Seen[] = [];
  const scanner = new TickScanner((seq, at) => seen.push({ seq, at }));
  through(pieces, (data, from, to) => scanner.scan(data, from, to));
  return seen;
}

const forms: Record<string, string> = {
  'an answer': `{"ticks":[${ticks.map((tick) => tickOf(tick)).join(',')}]}`,
  events: `retry: 900\n\n${ticks.map((tick) => `id: ${tick.seq}\ndata: ${tickOf(tick)}\n\n`).join(': heartbeat\n\n')}`,
  lines: `${ticks.map((tick) => tickOf(tick)).join('\n\n')}\n`,
  padded: ticks.map((tick) => tickOf(tick, '{"{"se'.repeat(3))).join(''),
  'after a gap': `{"gap":{"from":1,"to":7,"missed":7},"ticks":[${ticks.map((tick) => tickOf(tick)).join(',')}]}`,
};
for (const [name, text] of Object.entries(forms)) {
  test(`ticks are found in ${name}, wherever it is cut`, () => {
    for (const pieces of cuts(Buffer.from(text))) assert.deepEqual(scan(pieces), ticks);
  });
}

/** Cuts data where the numbers say. */
function cutAt(data: Buffer, at: readonly number[]): Buffer[] {
  const edges = [0, ...at.map((n) => n % (data.length + 1)), data.length].sort((a, b) => a - b);
  return edges.slice(1).map((to, index) => data.subarray(edges[index], to));
}

const anyTick = fc.record(
  {
    seq: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    at: fc.integer({ min: 1, max: 4e15 }).map((us) => us / 1000),
  },
  { noNullPrototype: true },
);
const anyCuts = fc.array(fc.nat(), { maxLength: 20 });

test('whatever the ticks and the cuts, all are found', () => {
  fc.assert(
    fc.property(fc.array(anyTick), fc.string(), anyCuts, (list, pad, at) => {
      const data = Buffer.from(list.map((tick) => tickOf(tick, pad)).join('\n'));
      assert.deepEqual(scan(cutAt(data, at)), list);
    }),
  );
});

interface Read {
  statuses: number[];
  bodies: string[];
}

function readHttp(pieces: readonly Buffer[]): Read {
  const read: Read = { statuses: [], bodies: [] };
  let body = '';
  const reader = new HttpReader({
    head: (status) => read.statuses.push(status),
    body: (data, from, to) => {
      body += Buffer.from(data.subarray(from, to)).toString('latin1');
    },
    end: () => {
      read.bodies.push(body);
      body = '';
    },
  });
  through(pieces, (data, from, to) => reader.read(data, from, to));
  return read;
}

const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

test('HTTP answers are told apart, wherever they are cut', () => {
  const text = [
    'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\nhello\r\n\r\nyou',
    'HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n',
    `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunk('a'.repeat(20))}${chunk('\r\n')}0\r\n\r\n`,
    `HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n${chunk('b')}0\r\nTrailer: x\r\n\r\n`,
  ].join('');
  for (const pieces of cuts(Buffer.from(text))) {
    assert.deepEqual(readHttp(pieces), {
      statuses: [200, 204, 200, 503],
      bodies: ['hello\r\n\r\nyou', '', `${'a'.repeat(20)}\r\n`, 'b'],
    });
  }
});

test('what is no HTTP answer is an error', () => {
  assert.throws(() => readHttp([Buffer.from('SSH-2.0-OpenSSH\r\n\r\n')]), /no HTTP answer/);
  assert.throws(() => readHttp([Buffer.alloc(20_000, 'x')]), /no end/);
  const bad = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n';
  assert.throws(() => readHttp([Buffer.from(bad)]), /no size of a chunk: zz/);
});

test('behind the head of an upgrade, the rest belongs to the next protocol', () => {
  const head = Buffer.from('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n');
  const reader = new HttpReader({ head: () => {}, body: () => assert.fail(), end: () => assert.fail() });
  assert.equal(reader.read(Buffer.concat([head, Buffer.from('rest')]), 0, head.length + 4), head.length);
});

function frame(payload: string, opcode: number): Buffer {
  const { length } = payload;
  const longer = Buffer.alloc(length < 126 ? 0 : length < 65_536 ? 2 : 8);
  if (longer.length === 2) longer.writeUInt16BE(length);
  if (longer.length === 8) longer.writeBigUInt64BE(BigInt(length));
  const code = { 0: length, 2: 126, 8: 127 }[longer.length] ?? 0;
  return Buffer.concat([Buffer.from([0x80 | opcode, code]), longer, Buffer.from(payload, 'latin1')]);
}

test('frames of every length are told apart, wherever they are cut', () => {
  const sizes = [0, 1, 125, 126, 65_535, 65_536];
  const stream = Buffer.concat([
    ...sizes.flatMap((size) => [frame('x'.repeat(size), 1), frame('alive?', 9)]),
    frame('\x03\xe9', 8),
  ]);
  fc.assert(
    fc.property(anyCuts, (at) => {
      let bytes = 0;
      const pings: string[] = [];
      const reader = new FrameReader({
        body: (_data, from, to) => {
          bytes += to - from;
        },
        ping: (payload) => pings.push(Buffer.from(payload).toString()),
        close: () => pings.push('close'),
      });
      through(cutAt(stream, at), (data, from, to) => reader.read(data, from, to));
      assert.equal(
        bytes,
        sizes.reduce((sum, size) => sum + size, 0),
      );
      assert.deepEqual(pings, [...sizes.map(() => 'alive?'), 'close']);
    }),
    { numRuns: 50 },
  );
});
