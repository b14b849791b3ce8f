import assert from 'node:assert/strict';
import { createCipheriv, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { asReadable, decodeBase64 } from '@/lib/wire/bytes';
import { crossingSchema } from '@/lib/wire/crossing';
import { readExchange } from '@/lib/wire/exchange';
import { addFrames, meaningOfFrame } from '@/lib/wire/frame-parts';
import { isRequest, isResponse } from '@/lib/wire/http1';
import { Parts } from '@/lib/wire/parts';
import { stateless } from '@/lib/wire/reading';
import { endOfTick, findTick } from '@/lib/wire/tick-json';
import { captured, payloadOf, type Reads, read, tickOf } from './dialects.fixture';

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
