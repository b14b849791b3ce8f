import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { WireEvent } from './event';
import { explainEvent } from './explain';
import { readFrames, unmask } from './frame';
import { readEvent } from './message';

const eventOf = (data: Buffer, over: Partial<WireEvent> = {}): WireEvent => ({
  id: 1,
  connection: 1,
  technique: 'websocket',
  way: 'down',
  upgraded: true,
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
  const close = eventOf(Buffer.concat([Buffer.from([0x88, 5, 0x03, 0xe8]), Buffer.from('bye')]));
  assert.equal(readEvent(close).kind, 'close');
  assert.ok(explainEvent(close).some(({ text }) => text === '1000 bye'));
  assert.equal(readEvent(eventOf(Buffer.from([0x89, 0]))).kind, 'heartbeat');
});

test('whatever the bytes, the parts follow each other without a hole and nothing throws', () => {
  const starts = fc.constantFrom(
    '',
    'GET / HTTP/1.1\r\n',
    'HTTP/1.1 200 OK\r\n',
    '5\r\n',
    'id: 1\n',
    '{"seq":',
  );
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 300 }), fc.boolean(), (start, rest, upgraded) => {
      const data = Buffer.concat([Buffer.from(start), Buffer.from(rest)]);
      const event = eventOf(data, { upgraded });
      readEvent(event);
      let at = 0;
      for (const { from, to } of explainEvent(event)) {
        assert.equal(from, at);
        at = to;
      }
      assert.equal(at, data.length);
    }),
    { numRuns: 2000 },
  );
});
