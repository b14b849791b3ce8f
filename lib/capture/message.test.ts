import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { techniqueIds } from '@/lib/techniques';
import { readFrames, unmask } from '@/lib/wire/frame';
import { type WireEvent, wireEventSchema } from './event';
import { explain, WireReader } from './message';

const eventOf = (data: Buffer, over: Partial<WireEvent> = {}): WireEvent => ({
  id: 1,
  connection: 1,
  technique: 'websocket',
  way: 'down',
  upgraded: true,
  skipped: 0,
  sentAt: 1,
  arrivedAt: 1,
  bytes: data.length,
  data: data.toString('base64'),
  ...over,
});

test('the example frames of RFC 6455, section 5.7, are read as it says', () => {
  const [plain] = readFrames(Buffer.from('810548656c6c6f', 'hex'));
  assert.deepEqual(
    { fin: plain?.fin, opcode: plain?.opcode, masked: plain?.masked, length: plain?.length },
    { fin: true, opcode: 1, masked: false, length: 5 },
  );
  const masked = Buffer.from('818537fa213d7f9f4d5158', 'hex');
  const [frame] = readFrames(masked);
  assert.ok(frame?.masked);
  assert.equal(Buffer.from(unmask(masked, frame)).toString(), 'Hello');
  const [medium] = readFrames(Buffer.from('827e0100', 'hex'));
  assert.equal(medium?.length, 256);
  const [large] = readFrames(Buffer.from('827f0000000000010000', 'hex'));
  assert.equal(large?.length, 65_536);
});

test('a close frame tells its code, a ping is a heartbeat', () => {
  const reader = new WireReader();
  const close = eventOf(Buffer.concat([Buffer.from([0x88, 5, 0x03, 0xe8]), Buffer.from('bye')]));
  assert.equal(reader.read(close).kind, 'close');
  assert.ok(explain(close, undefined).parts.some(({ text }) => text === '1000 bye'));
  assert.equal(reader.read(eventOf(Buffer.from([0x89, 0]))).kind, 'heartbeat');
});

test('the bytes of a tick that was cut off are payload as far as they go, and its number is known', () => {
  const tick = `{"seq":7,"symbol":"KITE","price":1.5,"at":1,"pad":"${'x'.repeat(300)}"}`;
  const whole = Buffer.from(`HTTP/1.1 200 OK\r\n\r\n{"ticks":[${tick}]}`);
  const cut = whole.subarray(0, whole.length - 200);
  const event = eventOf(whole, { technique: 'short-polling', data: cut.toString('base64') });
  const { payload, seqs, label } = new WireReader().read(event);
  assert.equal(payload, tick.length - 200 + 2);
  assert.deepEqual(seqs, [7]);
  assert.equal(label, '200 OK, tick 7');
});

test('whatever the technique and the bytes, the parts follow each other without a hole and nothing throws', () => {
  const starts = fc.constantFrom(
    '',
    'GET / HTTP/1.1\r\n',
    'HTTP/1.1 200 OK\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
    '5\r\n',
    '8\r\n{"seq":',
    'id: 1\n',
    '{"seq":',
  );
  const techniques = fc.constantFrom(...techniqueIds);
  fc.assert(
    fc.property(
      techniques,
      starts,
      fc.uint8Array({ maxLength: 300 }),
      fc.boolean(),
      (technique, start, rest, upgraded) => {
        const data = Buffer.concat([Buffer.from(start), Buffer.from(rest)]);
        const message = new WireReader().read(eventOf(data, { technique, upgraded }));
        let at = 0;
        for (const { from, to, text, meaning } of explain(message.event, message.context).parts) {
          assert.equal(from, at);
          assert.ok(to > from && text.length > 0 && meaning.length > 0);
          at = to;
        }
        assert.equal(at, data.length);
      },
    ),
    { numRuns: 2000 },
  );
});

test('notes are bounded, and of two forms', () => {
  const event = eventOf(Buffer.from('x'));
  const notes = (list: unknown) => wireEventSchema.safeParse({ ...event, notes: list }).success;
  assert.ok(notes([{ plain: 'eA==' }, { parts: [{ name: 'tick', bytes: 60, seq: 1 }] }]));
  assert.ok(!notes([{ plain: 'x'.repeat(10_000) }]));
  assert.ok(!notes([{ parts: [{ name: 'tick', bytes: -1 }] }]));
  assert.ok(!notes([{ parts: Array(100).fill({ name: 'tick', bytes: 1 }) }]));
  assert.ok(!notes([{ html: '<b>' }]));
});
