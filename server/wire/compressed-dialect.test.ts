import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { constants, createDeflateRaw, inflateRawSync } from 'node:zlib';
import { decodeBase64 } from '@/lib/wire/bytes';
import type { Crossing } from '@/lib/wire/crossing';
import { Parts, seqsOf } from '@/lib/wire/parts';
import type { Reading } from '@/lib/wire/reading';
import { isTickAt, nameTicks, seqOfTick } from '@/lib/wire/tick-json';
import { Capture } from './capture';
import { captured, payloadOf, type Reads, read, tickOf, watching } from './dialects.fixture';

/** What a window of raw deflate may reach back to, bytes. */
const WINDOW = 32 * 1024;

describe('a technique that compresses: each message builds on those before', () => {
  /** The message in plain; null where it cannot be known. */
  type Context = string | null;
  const dialect: Reads<Context> = {
    follow() {
      let window: Buffer | null = Buffer.alloc(0);
      return ({ data, bytes, skipped }) => {
        const compressed = decodeBase64(data);
        if (skipped > 0 || compressed.length < bytes) window = null;
        if (!window) return null;
        const message: Buffer = inflateRawSync(compressed, {
          dictionary: window,
          finishFlush: constants.Z_SYNC_FLUSH,
        });
        window = Buffer.concat([window, message]).subarray(-WINDOW);
        return message.toString('latin1');
      };
    },
    explain(crossing, message) {
      const parts = new Parts(crossing);
      if (message === null) {
        parts.addUnreadable(crossing.bytes, 'It builds on messages that were not captured.');
        return parts.reading('message', 'cannot be decoded');
      }
      const isTick = isTickAt(message, 0);
      const seq = isTick ? seqOfTick(message, 0) : undefined;
      parts.add(crossing.bytes, 'compressed', 'Raw deflate.', 'RFC 1951', {
        text: message,
        payload: isTick,
        seq,
      });
      return parts.readingOf({ kind: 'message', label: 'compressed' });
    },
  };

  /** Messages as one side of a connection compresses them, one after the other. */
  async function compressed(messages: readonly string[]): Promise<{ bytes: Buffer }[]> {
    const deflate = createDeflateRaw();
    const pieces: { bytes: Buffer }[] = [];
    for (const message of messages) {
      deflate.write(message);
      await new Promise<void>((resolve) => deflate.flush(constants.Z_SYNC_FLUSH, resolve));
      const bytes: Buffer = deflate.read();
      pieces.push({ bytes });
    }
    deflate.close();
    return pieces;
  }
  const seqsRead = (readings: readonly Reading[]) => readings.map(({ parts }) => seqsOf(parts)[0] ?? null);
  const ticks = (count: number) => Array.from({ length: count }, (_, index) => tickOf(index + 1));

  test('it is inflated as it is followed', async () => {
    const pieces = await compressed(ticks(5));
    // Built on the first, those after it are much shorter.
    assert.ok((pieces[4]?.bytes.length ?? 0) < tickOf(5).length / 2);
    const readings = read(dialect, captured(pieces));
    assert.deepEqual(seqsRead(readings), [1, 2, 3, 4, 5]);
    assert.equal(readings[4]?.parts[0]?.text, tickOf(5));
    assert.equal(readings[4]?.label, nameTicks([5]));
  });

  const isLost = (reading: Reading | undefined) =>
    reading?.parts[0]?.name === 'cannot be decoded' && payloadOf(reading) === 0;

  test('after a gap in the capture it says that it cannot be decoded, and claims no payload', async () => {
    const pieces = await compressed(ticks(1000));
    const capture = watching();
    const before = captured(pieces.slice(0, -1), capture);
    assert.ok(before.length > 0 && before.length < 999);
    // What may be captured grows again with time.
    let after: Crossing[] = [];
    while (after.length === 0) after = captured(pieces.slice(-1), capture);
    assert.ok((after[0]?.skipped ?? 0) >= 999 - before.length);
    const readings = read(dialect, [...before, ...after]);
    assert.deepEqual(
      seqsRead(readings),
      [...before, null].map((crossing, index) => crossing && index + 1),
    );
    assert.ok(isLost(readings.at(-1)));
  });

  test('so it does when the capture began later than the connection, or a message was too long to be kept', async () => {
    const pieces = await compressed([tickOf(1), tickOf(2, randomBytes(8000).toString('base64')), tickOf(3)]);
    const late = new Capture();
    late.newConnection();
    late.turn(true);
    assert.deepEqual(seqsRead(read(dialect, captured(pieces.slice(1), late))), [null, null]);

    const readings = read(dialect, captured(pieces));
    assert.deepEqual(seqsRead(readings), [1, null, null]);
    assert.ok(isLost(readings[1]) && isLost(readings[2]));
  });
});

test('of each connection and way it is told how much was left out before an event', () => {
  const capture = watching();
  const record = (connection: number, way: 'up' | 'down') =>
    capture.record('sse', connection, way, false, Buffer.from('x'))?.arrived();
  for (let i = 0; i < 400; i++) record(1, 'down');
  const { leftOut } = capture.take();
  assert.ok(leftOut > 0);
  const found = new Map<string, number>();
  let more = 0;
  while (found.size < 3) {
    for (const [connection, way] of [
      [1, 'down'],
      [1, 'up'],
      [2, 'down'],
    ] as const) {
      if (found.has(`${connection} ${way}`)) continue;
      record(connection, way);
      const [event] = capture.take().events;
      if (event) found.set(`${connection} ${way}`, event.skipped);
      else more++;
    }
  }
  assert.ok((found.get('1 down') ?? 0) >= leftOut);
  assert.equal(
    [...found.values()].reduce((sum, skipped) => sum + skipped, 0),
    leftOut + more,
  );
});
