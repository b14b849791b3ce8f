import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type WireEvent, wireEventSchema } from '@/lib/capture/event';
import { explain, WireReader } from '@/lib/capture/message';
import { techniqueIds, techniques } from '@/lib/techniques';
import './http2';

const overHttp = techniques.filter(({ traits }) => traits.framing === 'http');

/** A frame of stream 5. @param fields noted beside it, as lines */
function frame(type: number, flags: number, payload: Buffer, fields = ''): WireEvent {
  const head = Buffer.from([0, payload.length >> 8, payload.length & 255, type, flags, 0, 0, 0, 5]);
  const data = Buffer.concat([head, payload]);
  return {
    id: 1,
    connection: 1,
    technique: 'short-polling',
    stream: 5,
    way: 'up',
    upgraded: false,
    skipped: 0,
    sentAt: 1,
    arrivedAt: 1,
    bytes: data.length,
    data: data.toString('base64'),
    ...(fields && { notes: [{ plain: Buffer.from(fields).toString('base64') }] }),
  };
}

const partsOf = (event: WireEvent) =>
  explain(event, undefined)
    .parts.slice(4)
    .map(({ name, from, to, text }) => [name, to - from, text]);

const request = [
  ':method: GET',
  ':scheme: http',
  ':path: /',
  ':authority: www.example.com',
  'cache-control: no-cache',
].join('\r\n');

test('the examples of RFC 7541 are read as it says, with Huffman’s code and without', () => {
  // C.3.2 and C.4.2: the second request on a connection.
  for (const [hex, last] of [
    ['828684be58086e6f2d6361636865', 10],
    ['828684be5886a8eb10649cbf', 8],
  ] as const) {
    const event = frame(1, 5, Buffer.from(hex, 'hex'), request);
    assert.deepEqual(partsOf(event), [
      [':method', 1, ':method: GET'],
      [':scheme', 1, ':scheme: http'],
      [':path', 1, ':path: /'],
      [':authority', 1, ':authority: www.example.com'],
      ['cache-control', last, 'cache-control: no-cache'],
    ]);
    const { kind, label, parts } = explain(event, undefined);
    assert.equal(kind, 'request');
    assert.equal(label, `HEADERS GET /, ${4 + last} for 93 bytes`);
    assert.match(parts[7]?.meaning ?? '', /Number 62 of the table, said before .*1 for 29 bytes/);
    assert.match(
      parts[8]?.meaning ?? '',
      /Its name is number 24 of the table; .* remembered for the next time/,
    );
  }
  // C.2.1 to C.2.3: a new name, a path that is not remembered, a secret.
  for (const [hex, field, words] of [
    [
      '400a637573746f6d2d6b65790d637573746f6d2d686561646572',
      'custom-key: custom-header',
      /written out; .* next/,
    ],
    ['040c2f73616d706c652f70617468', ':path: /sample/path', /number 4 of the table; .* not remembered/],
    ['100870617373776f726406736563726574', 'password: secret', /nobody on the way may remember it/],
  ] as const) {
    const event = frame(1, 5, Buffer.from(hex, 'hex'), field);
    assert.deepEqual(
      partsOf(event).map(([, bytes, text]) => [bytes, text]),
      [[hex.length / 2, field]],
    );
    assert.match(explain(event, undefined).parts[4]?.meaning ?? '', words);
  }
});

test('a number that does not fit its first byte goes on, and a change of the table’s size is no field', () => {
  // C.1.2: 1337 with a prefix of 5 bits, here as a size of the table; then `:method: GET`.
  const event = frame(1, 5, Buffer.from('3f9a0a82', 'hex'), ':method: GET');
  assert.deepEqual(
    partsOf(event).map(([name, bytes]) => [name, bytes]),
    [
      ['table size', 3],
      [':method', 1],
    ],
  );
  assert.match(explain(event, undefined).parts[4]?.meaning ?? '', /at most 1337 bytes/);
});

test('padding and priority are told apart from headers, and a field that is cut off says so', () => {
  const padded = frame(1, 0x2d, Buffer.from('0280000000ff820000', 'hex'), ':method: GET');
  assert.deepEqual(
    partsOf(padded).map(([name, bytes]) => [name, bytes]),
    [
      ['pad length', 1],
      ['priority', 5],
      [':method', 1],
      ['…', 2],
    ],
  );
  const cut = frame(1, 0, Buffer.from('8240', 'hex'), ':method: GET');
  assert.deepEqual(
    partsOf(cut).map(([name]) => name),
    [':method', 'field, cut off'],
  );
});

test('frames without a body say what they are for', () => {
  const reset = frame(3, 0, Buffer.from([0, 0, 0, 8]));
  assert.deepEqual(partsOf(reset), [['error code', 4, '8']]);
  assert.deepEqual(
    [explain(reset, undefined).kind, explain(reset, undefined).label],
    ['close', 'RST_STREAM, CANCEL'],
  );
  const window = frame(8, 0, Buffer.from([0, 0, 4, 0]));
  assert.equal(explain(window, undefined).label, 'WINDOW_UPDATE, 1024 bytes more');
  assert.equal(explain(frame(0, 1, Buffer.alloc(0)), undefined).label, 'DATA, end of the stream');
});

test('ticks in DATA are found in the words of each technique, beside padding', () => {
  const tick = '{"seq":7,"symbol":"KITE","price":1.5,"at":1}';
  const bodies = {
    'short-polling': `{"ticks":[${tick}]}`,
    'long-polling': `{"ticks":[${tick}]}`,
    sse: `id: 7\ndata: ${tick}\n\n`,
    'http-streaming': `${tick}\n`,
    'socket-io': `42["tick",${tick}]`,
  };
  for (const id of techniqueIds.filter((one) => one in bodies)) {
    const body = Buffer.from(bodies[id as keyof typeof bodies]);
    const payload = Buffer.concat([Buffer.from([3]), body, Buffer.alloc(3)]);
    const message = new WireReader().read({ ...frame(0, 8, payload), technique: id, way: 'down' });
    assert.deepEqual([message.label, message.seqs, message.payload], ['DATA, tick 7', [7], tick.length], id);
    assert.equal(explain(message.event, undefined).parts.at(-1)?.name, 'padding');
  }
});

test('whatever a frame says, its parts follow each other without a hole and nothing throws', () => {
  const starts = fc.constantFrom('', '{"ticks":[]}', '{"seq":', 'id: 1\n', '{"trade":', '\x82\x86\x84\xbe');
  fc.assert(
    fc.property(
      fc.constantFrom(...overHttp),
      fc.constantFrom(0, 1, 2, 3, 4, 8, 9, 200),
      fc.nat(255),
      starts,
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(220),
      fc.string({ maxLength: 50 }),
      ({ id }, type, flags, start, rest, kept, fields) => {
        const payload = Buffer.concat([Buffer.from(start, 'latin1'), Buffer.from(rest)]);
        const whole = { ...frame(type, flags, payload, fields), technique: id };
        const data = Buffer.from(whole.data, 'base64').subarray(0, kept);
        const event = { ...whole, data: data.toString('base64') };
        assert.ok(wireEventSchema.safeParse(event).success);
        const message = new WireReader().read(event);
        let at = 0;
        for (const { from, to, text, meaning } of explain(event, message.context).parts) {
          assert.equal(from, at);
          assert.ok(to > from && text.length > 0 && meaning.length > 0);
          at = to;
        }
        assert.equal(at, data.length);
      },
    ),
    { numRuns: 3000 },
  );
});
