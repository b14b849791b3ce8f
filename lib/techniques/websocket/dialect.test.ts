import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encode as encodeMessagePack } from '@msgpack/msgpack';
import fc from 'fast-check';
import { stocks } from '@/lib/market/symbols';
import type { Tick } from '@/lib/market/tick';
import type { Reading } from '@/lib/wire/reading';
import { dialect } from './dialect';
import { decoderOf, type Encoding } from './encoding';
import { decode, encode, fields } from './fixed-layout';
import { isMap, readMap } from './messagepack-reader';

const tick: Tick = { seq: 1234, symbol: 'KITE', price: 128.4, at: 1_795_500_148_283.5 };
const ticks = fc.record(
  {
    seq: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    symbol: fc.constantFrom(...stocks.map(({ symbol }) => symbol)),
    price: fc.integer({ min: 1, max: 100_000_00 }).map((cents) => cents / 100),
    at: fc.double({ min: 0, max: 2 ** 45, noNaN: true }),
  },
  { noNullPrototype: true },
);

/** Frames of a server, one for each payload. @param first byte of each */
function framed(first: number, ...payloads: Uint8Array[]): Buffer {
  return Buffer.concat(payloads.flatMap((payload) => [Buffer.from([first, payload.length]), payload]));
}

function read(bytes: Buffer, plain: (Uint8Array | string)[] = []): Reading {
  const notes = plain.map((message) => ({ plain: Buffer.from(message).toString('base64') }));
  return dialect.explain(
    {
      way: 'down',
      upgraded: true,
      skipped: 0,
      bytes: bytes.length,
      data: bytes.toString('base64'),
      notes,
    },
    undefined,
  );
}

const shown = ({ parts }: Reading) => parts.map(({ name, text }) => [name, text]);
const payloadOf = ({ parts }: Reading) =>
  parts.reduce((sum, { payload, from, to }) => sum + (payload ? to - from : 0), 0);

test('the fixed layout has 17 bytes, where its fields say, with the first bit 0', () => {
  const bytes = encode(tick);
  assert.equal(Buffer.from(bytes).toString('hex'), '000004d2' + '00' + '00003228' + '427a20c26063b800');
  assert.deepEqual(
    fields.map(({ from, to }) => [from, to]),
    [
      [0, 4],
      [4, 5],
      [5, 9],
      [9, 17],
    ],
  );
});

describe('what was written is read', () => {
  test('in the fixed layout, which is no map of MessagePack', () => {
    fc.assert(
      fc.property(ticks, fc.nat({ max: 300 }), (written, pad) => {
        const whole = pad > 0 ? { ...written, pad: 'x'.repeat(pad) } : written;
        const bytes = encode(whole);
        assert.equal(isMap(bytes), false);
        assert.deepEqual(decode(Uint8Array.from(bytes).buffer), whole);
      }),
    );
  });

  test('in MessagePack, by the reader of the wire too', () => {
    fc.assert(
      fc.property(ticks, fc.nat({ max: 300 }), (written, pad) => {
        const whole = { ...written, pad: 'x'.repeat(pad) };
        const entries = readMap(encodeMessagePack(whole));
        assert.deepEqual(Object.fromEntries(entries.map(({ key, value }) => [key, value])), whole);
      }),
    );
  });
});

test('what is no tick is null, which no lane takes for one', async () => {
  const encodings: Encoding[] = ['json', 'messagepack', 'fixed'];
  for (const encoding of encodings) {
    const decoded = await decoderOf(encoding);
    assert.equal(decoded(Uint8Array.from([0xc1, 0xff, 3]).buffer), null);
  }
  const unknown = encode(tick);
  unknown[4] = 99;
  assert.equal((await decoderOf('fixed'))(Uint8Array.from(unknown).buffer), null);
});

test('whatever the bytes, reading a map does not throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      for (const { from, valueAt, to } of readMap(bytes)) assert.ok(from < valueAt && valueAt < to);
    }),
  );
});

describe('the inspector', () => {
  test('shows each field of the fixed layout', () => {
    const reading = read(framed(0x82, encode(tick)));
    assert.deepEqual(shown(reading).slice(1), [
      ['seq', '1234'],
      ['symbol', 'KITE'],
      ['price', '128.4'],
      ['at', '1795500148283.5'],
    ]);
    assert.equal(reading.label, 'tick 1234');
    assert.equal(payloadOf(reading), 17);
  });

  test('shows each name and value of MessagePack', () => {
    const bytes = encodeMessagePack(tick);
    const reading = read(framed(0x82, bytes));
    assert.deepEqual(shown(reading).slice(2, 6), [
      ['key seq', 'seq'],
      ['seq', '1234'],
      ['key symbol', 'symbol'],
      ['symbol', 'KITE'],
    ]);
    assert.equal(reading.label, 'tick 1234');
    assert.equal(payloadOf(reading), bytes.length);
  });

  test('explains RSV1, and says what compressed messages say: so many bytes for so many', () => {
    const json = JSON.stringify(tick);
    const reading = read(framed(0xc1, Buffer.alloc(17, 7), Buffer.alloc(12, 7)), [json, '{"gap":{}}']);
    const [head, message, , gap] = reading.parts;
    assert.match(head?.meaning ?? '', /RSV1, the message is compressed/);
    assert.equal(message?.text, json);
    assert.match(message?.meaning ?? '', new RegExp(`17 bytes for ${json.length}`));
    assert.equal(reading.label, 'tick 1234');
    assert.equal(gap?.payload, false);
    assert.equal(payloadOf(reading), 17);
  });

  test('reads what was encoded in binary and then compressed', () => {
    for (const plain of [encode(tick), encodeMessagePack(tick)])
      assert.equal(read(framed(0xc2, Buffer.alloc(20, 7)), [plain]).label, 'tick 1234');
  });

  test('says so where it was not told what a compressed message says, and claims no payload', () => {
    const reading = read(framed(0xc1, Buffer.alloc(17, 7)));
    assert.equal(reading.parts[1]?.name, 'cannot be decoded');
    assert.equal(reading.label, 'compressed text frame');
    assert.equal(payloadOf(reading), 0);
  });
});
