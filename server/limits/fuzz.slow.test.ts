import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type RawData, WebSocket } from 'ws';
import { commandSchema } from '@/lib/channel/control-messages';
import { faultKinds } from '@/lib/faults/faults';
import { idealLink } from '@/lib/link/settings';
import { epochNow } from '@/lib/measure/clock';
import { techniques } from '@/lib/techniques';
import { marketOf, newSecret } from '../market/control-secret';
import { RawClient, startTestServer, type TestServer } from '../testing/server';

/** At which number of milliseconds a silent server is taken to be waiting for more, rather than working. */
const PATIENCE_MS = 25;

const settings = { seed: 1, rate: 50, burst: 1, symbols: 4, padding: 0 };

let server: TestServer;
let watcher: WebSocket;
const logged: unknown[][] = [];
const log = console.error;

before(async () => {
  console.error = (...parts: unknown[]) => logged.push(parts);
  server = await startTestServer({ maxConnectionsPerAddress: 100_000, idleMs: 2000 });
  watcher = new WebSocket(`ws://127.0.0.1:${server.port}/api/control`);
  watcher.setMaxListeners(0);
  await once(watcher, 'open');
});
after(async () => {
  await server.stop();
  console.error = log;
});

/** The server still works: a poll and another page's clock are answered, and nothing was logged. */
async function assertWell(): Promise<void> {
  const client = new RawClient(server.port);
  client.get('/api/markets/demo/poll?since=2000000000');
  assert.match(await client.until(/\]\}$/), /^HTTP\/1.1 200 OK\r\n[\s\S]*\r\n\r\n\{"ticks":\[\]\}$/);
  await client.close();
  await clock();
  assert.deepEqual(logged, []);
}

let asked = 0;

/** Another page asks for the time. It asks seldom enough not to be cut off for its rate. */
async function clock(): Promise<void> {
  asked++;
  if (asked % 150 === 0) {
    watcher.terminate();
    watcher = new WebSocket(`ws://127.0.0.1:${server.port}/api/control`);
    await once(watcher, 'open');
  }
  const sent = asked;
  const answered = new Promise<void>((resolve, reject) => {
    const listen = (data: RawData) => {
      const report = JSON.parse(String(data));
      if (report.type !== 'clock' || report.sent !== sent) return;
      watcher.off('message', listen);
      watcher.off('close', lost);
      resolve();
    };
    const lost = () => reject(new Error("the other page's control channel was closed"));
    watcher.on('message', listen);
    watcher.once('close', lost);
  });
  watcher.send(JSON.stringify({ type: 'clock', sent }));
  await answered;
}

/** What comes back, until the server closes the connection or has nothing more to say for a moment. */
async function exchange(...pieces: (string | Buffer)[]): Promise<string> {
  const client = new RawClient(server.port);
  const closed = once(client.socket, 'close');
  for (const piece of pieces) {
    client.send(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
    // Apart from each other, so that the server sees them apart.
    await new Promise(setImmediate);
  }
  for (let quiet = false; !quiet && !client.socket.destroyed; ) {
    const had = client.down;
    const pause = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    await Promise.race([closed, pause]);
    quiet = client.down === had;
  }
  const text = await client.until(/^/);
  await client.close();
  return text;
}

const statuses = (text: string) =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

/** What this server does not do at all, and says so: CONNECT and codings, other versions of HTTP. */
const NOT_DONE = [501, 505];

function assertNoFailure(text: string): void {
  for (const status of statuses(text))
    assert.ok(status < 500 || NOT_DONE.includes(status), text.slice(0, 500));
}

/** Runs many cases side by side: what takes long in most of them is to see that nothing more comes. */
async function inBatches<T>(cases: fc.Arbitrary<T>, count: number, tryOne: (value: T) => Promise<void>) {
  await fc.assert(
    fc.asyncProperty(fc.array(cases, { minLength: 20, maxLength: 20 }), async (batch) => {
      await Promise.all(batch.map(tryOne));
      await assertWell();
    }),
    { numRuns: count / 20, interruptAfterTimeLimit: 8000, endOnFailure: true },
  );
}

const upgrade = (path: string, key = 'dGhlIHNhbXBsZSBub25jZQ==') =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
  `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`;

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const latin1 = (maxLength: number) => bytes(maxLength).map((buffer) => buffer.toString('latin1'));

const value = fc.oneof(
  fc.constantFrom(
    ...['', '0', '-0', '-1', '1', '1.5', '1e3', '0x10', '+1', ' 1', '1 ', 'NaN', 'Infinity', 'null', 'true'],
    ...['2147483647', '2147483648', '4294967296', '9007199254740993', '9999999999', '99999999999', '1e309'],
    ...[
      '60',
      '60.001',
      '60.0001',
      '0.999',
      '61',
      '99999',
      '9'.repeat(4000),
      '%',
      '%%',
      '%zz',
      '%00',
      '%F0%9F',
    ],
    ...['%E2%82%AC', '[object Object]', '__proto__', '\u0661', '1\u00a0', "'; --", '{}', '[]', '../..'],
  ),
  fc.integer().map(String),
  fc.double().map(String),
  fc.string({ unit: 'binary' }).map((text) => encodeURIComponent(text)),
  latin1(20).map((text) => text.replace(/[\s\0#]/g, '+')),
);
const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('since', 'timeout') },
  fc.constantFrom('', '__proto__', 'constructor', 'toString', 'since[]', 'SINCE', '%73ince', 'sin%63e', 'a'),
  value,
);
const query = fc
  .array(fc.tuple(name, value), { maxLength: 5 })
  .map((pairs) => pairs.map(([key, text]) => `${key}=${text}`).join('&'));
const path = fc.constantFrom(...techniques.map((technique) => technique.path));
const market = fc.oneof({ weight: 5, arbitrary: fc.constant('demo') }, name);

test('no query, header or method of a technique makes the server fail', async () => {
  const method = fc.oneof(
    { weight: 4, arbitrary: fc.constant('GET') },
    fc.constantFrom('HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'PRI', 'get', 'M-SEARCH'),
  );
  const oddHeaders = fc.record(
    {
      'Last-Event-ID': value,
      Connection: fc.constantFrom('close', 'keep-alive', 'upgrade', 'Upgrade, close', ','),
      Upgrade: fc.constantFrom('websocket', 'h2c', '', 'WEBSOCKET'),
      'Sec-WebSocket-Version': fc.constantFrom('13', '8', '', '13, 8'),
      'Sec-WebSocket-Key': fc.constantFrom('dGhlIHNhbXBsZSBub25jZQ==', '', 'x', '='.repeat(24)),
      'Sec-WebSocket-Extensions': fc.oneof(fc.constant('permessage-deflate; x=;;'), value),
      'Sec-WebSocket-Protocol': fc.oneof(fc.constantFrom(',', 'a, a'), value),
      Origin: fc.oneof(
        fc.constantFrom('null', 'http://localhost', '', 'http://[', 'http://localhost.'),
        value,
      ),
      Expect: fc.constantFrom('100-continue', 'x'),
    },
    { requiredKeys: [] },
  );
  const handshake = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  const headers = fc.oneof(
    { weight: 2, arbitrary: oddHeaders },
    fc.constant(handshake),
    oddHeaders.map((odd) => ({ ...handshake, ...odd })),
  );
  const host = fc.oneof({ weight: 5, arbitrary: fc.constant('localhost') }, value);
  const seen = new Set<number>();
  await inBatches(
    fc.tuple(method, market, path, query, headers, host),
    1000,
    async ([verb, id, last, search, more, where]) => {
      const lines = Object.entries({ Host: where, ...more }).map(([key, text]) => `${key}: ${text}`);
      const text = await exchange(
        `${verb} /api/markets/${id}/${last}?${search} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`,
      );
      assertNoFailure(text);
      for (const status of statuses(text)) seen.add(status);
    },
  );
  for (const status of [101, 200, 400, 404, 405, 421]) assert.ok(seen.has(status), `${status} never came`);
});

test('no path makes the server fail, and none is answered by more than one answer', async () => {
  const target = fc.oneof(
    latin1(60).map((text) => `/${text.replace(/[\r\n]/g, '')}`),
    latin1(60).map((text) => text.replace(/[\r\n]/g, '')),
    fc.constantFrom(
      '//',
      '///',
      '*',
      '//[',
      'http://',
      'http://[::1/',
      'http://evil.example/api/control',
      '\\',
    ),
    fc.constantFrom(
      '/api/',
      '/api/markets/',
      '/api/markets//',
      '/api/markets/demo/',
      '/api/control/',
      '/%2e%2e/',
    ),
    fc.tuple(market, path).map(([id, last]) => `//localhost/api/markets/${id}/${last}/..`),
  );
  await inBatches(fc.tuple(target, fc.boolean()), 800, async ([text, upgrades]) => {
    const got = await exchange(
      upgrades ? upgrade(text) : `GET ${text} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    assertNoFailure(got);
    assert.ok(statuses(got).length <= 1, got);
  });
});

test('no bytes in the place of a request make the server fail', async () => {
  const poll = 'GET /api/markets/demo/poll HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const whole = fc.constantFrom(poll, poll.replace('/poll', '/sse'), upgrade('/api/control'));
  const request = fc.oneof(
    bytes(300).map((data) => [data]),
    fc
      .tuple(latin1(20), latin1(40))
      .map(([key, text]) => [poll.replace('\r\n\r\n', `\r\n${key}:${text}\r\n\r\n`)]),
    // Cut off, cut in two, and with something of something else in between or behind.
    fc.tuple(whole, fc.nat(200)).map(([text, at]) => [text.slice(0, at)]),
    fc.tuple(whole, fc.nat(200)).map(([text, at]) => [text.slice(0, at), text.slice(at)]),
    fc
      .tuple(whole, fc.nat(200), bytes(20))
      .map(([text, at, data]) => [text.slice(0, at), data, text.slice(at)]),
    fc.array(fc.oneof(whole, latin1(30)), { maxLength: 6 }).map((texts) => [texts.join('')]),
  );
  await inBatches(request, 800, async (pieces) => assertNoFailure(await exchange(...pieces)));
});

test('no body makes the server fail', async () => {
  const size = fc.oneof(
    fc.constantFrom(
      '0',
      '5',
      'ffffffff',
      'fffffffffffffffff',
      '-1',
      '',
      'g',
      '0x5',
      '00000005',
      '5;a=b',
      '5;',
    ),
    fc.nat(70_000).map((length) => length.toString(16)),
  );
  const chunk = fc.tuple(size, latin1(30)).map(([length, text]) => `${length}\r\n${text}\r\n`);
  const chunked = fc
    .tuple(fc.array(chunk, { maxLength: 5 }), fc.constantFrom('', '0\r\n\r\n', '0\r\n', '0\r\nA: b\r\n\r\n'))
    .map(([chunks, end]) => `Transfer-Encoding: chunked\r\n\r\n${chunks.join('')}${end}`);
  const sized = fc
    .tuple(fc.oneof(size, fc.nat(99).map(String)), latin1(70))
    .map(([length, text]) => `Content-Length: ${length}\r\n\r\n${text}`);
  const both = chunked.map((text) => `Content-Length: 5\r\n${text}`);
  await inBatches(
    fc.tuple(fc.constantFrom('GET', 'POST'), path, fc.oneof(chunked, sized, both), fc.nat(100)),
    500,
    async ([verb, last, body, at]) => {
      const head = `${verb} /api/markets/demo/${last} HTTP/1.1\r\nHost: localhost\r\n`;
      assertNoFailure(await exchange(head + body.slice(0, at), body.slice(at)));
    },
  );
});

interface Frame {
  fin: boolean;
  rsv: number;
  opcode: number;
  masked: boolean;
  payload: Buffer;
  /** What the header says the length is, and in how many bytes it says so. */
  length: bigint;
  form: 7 | 16 | 64;
}

function encode({ fin, rsv, opcode, masked, payload, length, form }: Frame): Buffer {
  const mark = masked ? 0x80 : 0;
  const first = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  const header = { 7: Buffer.alloc(2), 16: Buffer.alloc(4), 64: Buffer.alloc(10) }[form];
  header[0] = first;
  header[1] = mark | (form === 7 ? Number(length & 0x7fn) : form === 16 ? 126 : 127);
  if (form === 16) header.writeUInt16BE(Number(length & 0xffffn), 2);
  if (form === 64) header.writeBigUInt64BE(BigInt.asUintN(64, length), 2);
  // A mask of zeros leaves the payload as it is.
  return Buffer.concat([header, Buffer.alloc(masked ? 4 : 0), payload]);
}

const payload = fc.oneof(
  bytes(140),
  fc.constantFrom('ping', '{"type":"pause"}', '', 'x'.repeat(1025), '{').map((text) => Buffer.from(text)),
  // Close codes: all kinds of allowed and reserved ones, with reasons that may be no UTF-8.
  fc
    .tuple(
      fc.oneof(fc.constantFrom(0, 999, 1000, 1005, 1006, 1015, 2999, 3000, 65_535), fc.nat(65_535)),
      bytes(125),
    )
    .map(([code, reason]) => Buffer.concat([Buffer.from([code >> 8, code & 255]), reason])),
  fc.constantFrom('c080', 'eda080', 'f4908080', 'ff', 'e282').map((hex) => Buffer.from(hex, 'hex')),
);
const frame = fc
  .record({
    fin: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
    rsv: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.nat(7)),
    opcode: fc.nat(15),
    masked: fc.oneof({ weight: 8, arbitrary: fc.constant(true) }, fc.constant(false)),
    payload,
    wrong: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
    form: fc.constantFrom(7 as const, 16 as const, 64 as const),
  })
  .map(({ wrong, ...rest }) => {
    const length = wrong ?? BigInt(rest.payload.length);
    const form = wrong === null && length > 125n && rest.form === 7 ? 16 : rest.form;
    return encode({ ...rest, length, form });
  });

test('no frames make a WebSocket fail, on a technique or on the control channel', async () => {
  const where = fc.constantFrom('/api/control', '/api/markets/demo/ws', '/api/markets/demo/ws?since=0');
  const frames = fc.array(fc.oneof({ weight: 5, arbitrary: frame }, bytes(30)), {
    minLength: 1,
    maxLength: 6,
  });
  const closeCodes = new Set<number>();
  await inBatches(
    fc.tuple(where, frames, fc.boolean(), fc.nat(60)),
    1200,
    async ([address, list, atOnce, cut]) => {
      const all = Buffer.concat(list);
      // In one write with the handshake, or after it, and cut in two anywhere.
      const pieces = atOnce
        ? [Buffer.concat([Buffer.from(upgrade(address)), all])]
        : [upgrade(address), all.subarray(0, cut), all.subarray(cut)];
      const text = await exchange(...pieces);
      assertNoFailure(text);
      // A connection that is reset in its first moment may take the answer along.
      if (text !== '') assert.match(text, /^HTTP\/1.1 101 /);
      // The close frame of a server begins with this byte; where there is none, what is added is no close code.
      const close = text.indexOf('\x88', text.indexOf('\r\n\r\n'));
      if (close > 0) closeCodes.add(text.charCodeAt(close + 2) * 256 + text.charCodeAt(close + 3));
    },
  );
  for (const code of [1002, 1007, 1009]) assert.ok(closeCodes.has(code), `${code} never came`);
});

/** A page of its own: sends commands, and waits for the answer to each, whatever it is. */
class Page {
  private readonly socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/control`);
  private answered = (_type: string) => {};

  static async open(): Promise<Page> {
    const page = new Page();
    page.socket.on('message', (data) => {
      const { type } = JSON.parse(String(data));
      if (type !== 'figures') page.answered(type);
    });
    page.socket.on('close', () => page.answered('closed'));
    await once(page.socket, 'open');
    return page;
  }

  async send(text: string): Promise<string> {
    const answer = new Promise<string>((resolve) => {
      this.answered = resolve;
    });
    this.socket.send(text);
    return answer;
  }

  close(): void {
    this.socket.terminate();
  }
}

const schedule = { seed: 1, seq: 10, at: epochNow(), rate: 50, burst: 1 };
const commands = [
  { type: 'clock', sent: 1 },
  { type: 'open', settings, link: idealLink },
  {
    type: 'reopen',
    secret: newSecret(),
    settings,
    state: { seq: 10, at: epochNow(), schedule },
    link: idealLink,
  },
  { type: 'change', settings },
  { type: 'link', link: { ...idealLink, rtt: 20, down: 100 } },
  ...faultKinds.map(({ kind }) => ({ type: 'fault', fault: { kind, seconds: 1 } })),
  { type: 'pause' },
  { type: 'resume' },
];

const edges = [
  ...[0, -0, 1, -1, 0.1, 0.5, 5e-324, -5e-324, 10, 100, 101, 200, 200.1, 1000, 10_000, 10_001, 1_000_000],
  ...[2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53, 1e300, Date.now(), Date.now() - 60_000, 1e13],
  ...[null, true, '', '0', 'demo', 'x'.repeat(65), '\ud800', '__proto__', [], {}, [[]], 'rst', 'restart'],
];

/** The path to every field of a command, those inside of others included. */
function fieldsOf(object: object): string[][] {
  return Object.entries(object).flatMap(([key, inner]) => [
    [key],
    ...(inner && typeof inner === 'object' ? fieldsOf(inner).map((rest) => [key, ...rest]) : []),
  ]);
}

/** The same with one field replaced, or without it. */
function replaced(object: object, [key = '', ...rest]: readonly string[], by: unknown): object {
  const inner: unknown = Reflect.get(object, key);
  if (rest.length > 0 && inner && typeof inner === 'object') {
    return { ...object, [key]: replaced(inner, rest, by) };
  }
  return { ...object, [key]: by };
}

/** Sends each text on one page and looks after each whether another page is still served. */
async function sendAll(texts: readonly string[]): Promise<string[]> {
  const page = await Page.open();
  const answers: string[] = [];
  for (const text of texts) {
    answers.push(await page.send(text));
    await clock();
  }
  page.close();
  return answers;
}

test('every command with any one field replaced is answered, and another page is served after it', async () => {
  let obeyed = 0;
  for (const command of commands) {
    for (const field of fieldsOf(command)) {
      const texts = [...edges, undefined].map((edge) => {
        const changed = replaced(command, field, edge);
        // Each time another one, so that it is recreated and not found again.
        const isNew = command.type === 'reopen' && field[0] !== 'secret';
        return JSON.stringify(isNew ? { ...changed, secret: newSecret() } : changed);
      });
      // The field is changed in a market that is there, so that the command can be obeyed.
      const answers = await sendAll([JSON.stringify({ type: 'open', settings }), ...texts]);
      for (const [at, type] of answers.entries()) {
        assert.match(type, /^(clock|market|fault|error)$/, texts[at - 1]);
        const result = commandSchema.safeParse(JSON.parse(texts[at - 1] ?? '{}'));
        if (at > 0 && !result.success) assert.equal(type, 'error', texts[at - 1]);
        else if (type !== 'error') obeyed++;
      }
    }
  }
  assert.ok(obeyed > 200, `only ${obeyed} were obeyed`);
  await assertWell();
});

test('a market may stand anywhere in the past, and the server goes on', async () => {
  const at = fc.oneof(
    fc.constantFrom(0, 5e-324, 1, 2 ** 31, epochNow() - 60_000, epochNow() - 1e9, epochNow()),
    fc.double({ min: 0, max: 1.7e12, noNaN: true }),
  );
  const seq = fc.oneof(fc.constantFrom(0, 1, 20_000, 2 ** 31 - 2, 2 ** 31 - 1), fc.nat());
  const chosen = {
    seed: fc.oneof(fc.constantFrom(0, 2 ** 32 - 1), fc.nat()),
    rate: fc.oneof(fc.constantFrom(0.1, 200), fc.double({ min: 0.1, max: 200, noNaN: true })),
    burst: fc.integer({ min: 1, max: 100 }),
  };
  const reopen = fc.record({
    type: fc.constant('reopen'),
    secret: fc.stringMatching(/^[A-Za-z0-9_-]{32}$/),
    settings: fc.record({
      ...chosen,
      symbols: fc.integer({ min: 1, max: 20 }),
      padding: fc.constantFrom(0, 10_000),
    }),
    state: fc.record({ seq, at, schedule: fc.option(fc.record({ ...chosen, seq, at })) }),
  });
  const next = fc.constantFrom(
    ...['pause', 'resume', 'restart'].map((type) => ({ type })),
    { type: 'open', settings },
    { type: 'change', settings: { ...settings, rate: 200, padding: 10_000 } },
  );
  await fc.assert(
    fc.asyncProperty(reopen, fc.array(next, { maxLength: 4 }), async (command, more) => {
      const rest = more.map((step) =>
        step.type === 'restart' ? { type: 'fault', fault: { kind: 'restart' } } : step,
      );
      // One that would have run out of numbers by now is refused, and then there is none to change.
      for (const type of await sendAll([command, ...rest].map((step) => JSON.stringify(step)))) {
        assert.match(type, /^(market|fault|error)$/);
      }
      const client = new RawClient(server.port);
      client.get(`/api/markets/${marketOf(command.secret)}/poll?since=0`, 'Connection: close');
      assert.match(await client.until(/\r\n\r\n/), /^HTTP\/1.1 (200|404) /);
      await client.close();
    }),
    { numRuns: 120, interruptAfterTimeLimit: 6000, endOnFailure: true },
  );
  await assertWell();
});

test('JSON of any shape is answered by an error', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.json({ maxDepth: 5 }), fc.constantFrom('['.repeat(4000), '{"type":{}}', 'null')), {
        maxLength: 20,
      }),
      async (texts) => {
        const answers = await sendAll(texts.map((text) => text.slice(0, 1000)));
        for (const type of answers) assert.equal(type, 'error');
      },
    ),
    { numRuns: 30, interruptAfterTimeLimit: 4000, endOnFailure: true },
  );
  await assertWell();
});
