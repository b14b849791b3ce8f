import assert from 'node:assert/strict';
import { createCipheriv, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { constants, createDeflateRaw, inflateRawSync } from 'node:zlib';
import type { Dialect } from '@/lib/techniques/technique';
import { asReadable, decodeBase64 } from '@/lib/wire/bytes';
import { type Crossing, crossingSchema, type Note } from '@/lib/wire/crossing';
import { readExchange } from '@/lib/wire/exchange';
import { addFrames, meaningOfFrame } from '@/lib/wire/frame-parts';
import { isRequest, isResponse } from '@/lib/wire/http1';
import { Parts, seqsOf } from '@/lib/wire/parts';
import { type Reading, stateless } from '@/lib/wire/reading';
import { endOfTick, findTick, isTickAt, nameTicks, seqOfTick } from '@/lib/wire/tick-json';
import { Capture } from './capture';

/** Techniques that are made for these tests, to show what a dialect can be. */
type Reads<Context> = Pick<Dialect<Context>, 'follow' | 'explain'>;

const tickOf = (seq: number, pad = '') =>
  `{"seq":${seq},"symbol":"KITE","price":128.05,"at":1760000000000${pad && `,"pad":"${pad}"`}}`;

/** Captures what one connection carries down, as a market does it. */
function captured(pieces: readonly { bytes: Buffer; notes?: Note[] }[], capture = watching()): Crossing[] {
  for (const { bytes, notes } of pieces) capture.record('sse', 1, 'down', false, bytes, 0, notes)?.arrived();
  return capture.take().events;
}

function watching(): Capture {
  const capture = new Capture();
  capture.turn(true);
  return capture;
}

/** Follows a connection, and reads each crossing from a copy of its context, as the page does. */
function read<Context>({ follow, explain }: Reads<Context>, crossings: readonly Crossing[]): Reading[] {
  const contextOf = follow();
  const contexts = crossings.map((crossing) => contextOf(crossing));
  return crossings.map((crossing, index) => {
    const reading = explain(crossing, structuredClone(contexts[index]) as Context);
    let at = 0;
    for (const { from, to } of reading.parts) {
      assert.equal(from, at);
      assert.ok(to > from);
      at = to;
    }
    assert.equal(at, decodeBase64(crossing.data).length);
    return reading;
  });
}

const payloadOf = ({ parts }: Reading) =>
  parts.reduce((sum, { payload, from, to }) => sum + (payload ? to - from : 0), 0);

const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

describe('JSON text sequences (RFC 7464): HTTP streaming, with a record separator before each line', () => {
  const addRecords = (parts: Parts, to: number): void => {
    while (parts.at < to) {
      if (parts.text[parts.at] === '\x1e') {
        parts.add(
          parts.at + 1,
          'record separator',
          'Begins a record, whatever came before.',
          'RFC 7464, 2.2',
        );
      }
      const end = Math.min(to, parts.text.indexOf('\n', parts.at) + 1 || to);
      parts.addMessage(end - 1, 'record', 'A JSON text.', 'RFC 7464, 2.1');
      parts.add(end, 'line end', 'Shows that the record is whole.', 'RFC 7464, 2.2');
    }
  };
  const dialect: Reads<undefined> = {
    follow: stateless,
    explain: (crossing) =>
      readExchange(new Parts(crossing), { add: addRecords, isHeartbeat: (data) => data === '\x1e\n' }),
  };

  test('its ticks are ticks, and all else is overhead', () => {
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    const [first, second, heartbeat] = read(
      dialect,
      captured([
        { bytes: Buffer.from(head + chunk(`\x1e${tickOf(1)}\n`)) },
        { bytes: Buffer.from(chunk(`\x1e${tickOf(2)}\n\x1e${tickOf(3)}\n`)) },
        { bytes: Buffer.from(chunk('\x1e\n')) },
      ]),
    );
    assert.equal(first?.label, '200 OK, tick 1');
    assert.deepEqual([second?.kind, second?.label], ['message', 'ticks 2 to 3']);
    assert.ok(second);
    assert.equal(payloadOf(second), 2 * tickOf(2).length);
    assert.deepEqual(
      second.parts.map(({ name }) => name),
      [
        'chunk size',
        ...['record separator', 'tick', 'line end'],
        ...['record separator', 'tick', 'line end'],
        'end of chunk',
      ],
    );
    assert.equal(heartbeat?.kind, 'heartbeat');
  });
});

describe('Socket.IO over WebSocket', () => {
  const packets: Readonly<Record<string, string>> = { '2': 'ping', '3': 'pong', '40': 'connect' };
  /** A packet's type, the name of its event, and what goes with it. */
  const addPacket = (parts: Parts, to: number): void => {
    const tick = findTick(parts.text, parts.at);
    if (parts.text.startsWith('42["tick",', parts.at) && tick >= 0) {
      parts.add(tick, 'event', 'A message (4) with an event (2), and its name.', 'Socket.IO protocol, 5');
      parts.addTick(Math.min(to, endOfTick(parts.text, tick)));
    }
    parts.add(to, 'packet', 'What belongs to Socket.IO itself.', 'Socket.IO protocol, 5');
  };
  const dialect: Reads<undefined> = {
    follow: stateless,
    explain(crossing) {
      const parts = new Parts(crossing);
      if (isRequest(parts.text) || isResponse(parts.text)) return readExchange(parts);
      const [first] = addFrames(parts, addPacket);
      const packet = packets[first?.said ?? ''];
      if (!packet) return parts.readingOf(meaningOfFrame(first));
      return parts.reading(packet === 'connect' ? 'message' : 'heartbeat', packet);
    },
  };
  const frame = (text: string) => ({
    bytes: Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]),
  });

  test('a tick is found within its event, and a ping is a heartbeat', () => {
    const [tick, ping, connect] = read(
      dialect,
      captured([frame(`42["tick",${tickOf(5)}]`), frame('2'), frame('40')]),
    );
    assert.ok(tick);
    assert.equal(tick.label, 'tick 5');
    assert.equal(payloadOf(tick), tickOf(5).length);
    assert.deepEqual(
      tick.parts.map(({ name }) => name),
      ['frame header', 'event', 'tick', 'packet'],
    );
    assert.deepEqual([ping?.kind, connect?.label], ['heartbeat', 'connect']);
  });
});

describe('an opaque technique: encrypted, its server half tells what it cannot hide', () => {
  const dialect: Reads<undefined> = {
    follow: stateless,
    explain(crossing) {
      const parts = new Parts(crossing);
      for (const note of crossing.notes ?? []) {
        if ('plain' in note) {
          const text = asReadable(decodeBase64(note.plain));
          parts.add(crossing.bytes, 'encrypted', 'Shown as it was before.', '', { text });
        } else {
          for (const { name, bytes, seq } of note.parts) {
            parts.add(parts.at + bytes, name, 'Encrypted.', '', { payload: seq !== undefined, seq });
          }
        }
      }
      parts.addUnreadable(crossing.bytes, 'It is encrypted, and nothing was said of it.');
      return parts.readingOf({ kind: 'message', label: 'encrypted' });
    },
  };
  const cipher = createCipheriv('aes-256-ctr', randomBytes(32), randomBytes(16));
  const record = (text: string) => cipher.update(text);

  test('of lengths, parts are made, and the ticks among them are known', () => {
    const [one, two] = [tickOf(1), tickOf(2)];
    const parts = [
      { name: 'header', bytes: 5 },
      { name: 'tick', bytes: one.length, seq: 1 },
      { name: 'tick', bytes: two.length, seq: 2 },
    ];
    const bytes = record(`head:${one}${two}`);
    assert.ok(!bytes.includes('seq'));
    const [reading] = read(dialect, captured([{ bytes, notes: [{ parts }] }]));
    assert.ok(reading);
    assert.equal(reading.label, 'ticks 1 to 2');
    assert.equal(payloadOf(reading), one.length + two.length);
  });

  test('of plaintext, the text is shown', () => {
    const plain = Buffer.from('hello').toString('base64');
    const [reading] = read(dialect, captured([{ bytes: record('hello'), notes: [{ plain }] }]));
    assert.equal(reading?.parts[0]?.text, 'hello');
  });

  test('what a half says is cut to what the page takes', () => {
    const plain = randomBytes(10_000).toString('base64');
    const parts = Array.from({ length: 500 }, () => ({ name: 'x'.repeat(500), bytes: 1 }));
    const notes = Array.from({ length: 500 }, (_, index) => (index % 2 ? { plain } : { parts }));
    const [event] = captured([{ bytes: record('x'), notes }]);
    assert.ok(crossingSchema.safeParse(event).success);
    assert.ok((event?.notes?.length ?? 0) > 0);
  });

  test('without a word, nothing is claimed', () => {
    const [reading] = read(dialect, captured([{ bytes: record(tickOf(1)) }]));
    assert.ok(reading);
    assert.deepEqual(
      reading.parts.map(({ name }) => name),
      ['cannot be decoded'],
    );
    assert.equal(payloadOf(reading), 0);
  });
});

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
