import assert from 'node:assert/strict';
import { on, once } from 'node:events';
import { hostname } from 'node:os';
import { after, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { epochNow } from '@/lib/measure/clock';
import { marketOf, newSecret } from '../market/control-secret';
import { PAGE_FILE, RawClient, reached, startTestServer, type TestServer } from '../testing/server';
import { RateLimit } from './rate';

const settings = { seed: 1, rate: 200, burst: 1, symbols: 4, padding: 0 };
const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

let server: TestServer;
before(async () => {
  server = await startTestServer({ allowedOrigins: ['https://class.example:8443'] });
});
after(() => server.stop());

async function open(path: string): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`);
  await once(socket, 'open');
  return socket;
}

/** All that a client is sent until the server closes the connection. */
async function untilClosed(client: RawClient): Promise<string> {
  if (!client.socket.destroyed) await once(client.socket, 'close');
  return client.until(/^/);
}

async function closeCode(socket: WebSocket): Promise<number> {
  const [code] = await once(socket, 'close');
  return code;
}

/** The head and body of the answer that begins at byte `from`, once it is complete; an upgrade's has no body. */
async function answer(client: RawClient, from = 0): Promise<{ head: string; body: string; end: number }> {
  const [head = ''] = (await client.until(/\r\n\r\n/, from)).split('\r\n\r\n');
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
  const start = from + head.length + 4;
  await client.atLeast(start + length);
  return { head, body: (await client.until(/^/, start)).slice(0, length), end: start + length };
}

/** Sends a request of its own making, and reads the status and the error code of the answer. */
async function ask(request: string, port = server.port): Promise<{ status: number; code: string | null }> {
  const client = new RawClient(port);
  client.send(request);
  const { head, body } = await answer(client);
  await client.close();
  return { status: Number(head.split(' ')[1]), code: errorCode(body) };
}

function errorCode(body: string): string | null {
  return /^\{"error":\{"code":"(\w+)"/.exec(body)?.[1] ?? null;
}

function get(path: string, ...headers: string[]): string {
  return `${[`GET ${path} HTTP/1.1`, ...headers].join('\r\n')}\r\n\r\n`;
}

const refused = (text: string) => ({
  status: Number(text.split(' ')[1]),
  code: errorCode(text.split('\r\n\r\n')[1] ?? ''),
});

describe('limits', { concurrency: true, timeout: 60_000 }, () => {
  test('a client that sends half a request and no more is told so after 10 s, and closed', async () => {
    const start = performance.now();
    const client = new RawClient(server.port);
    client.send('GET /api/markets/demo/poll HTTP/1.1\r\nHost: localhost\r\n');
    assert.deepEqual(refused(await untilClosed(client)), { status: 408, code: 'too_slow' });
    assert.ok(performance.now() - start > 9900);
  });

  test('a message of more than 1 kB ends a technique with 1009, one of 1 kB does not', async () => {
    const fits = await open('/api/markets/demo/ws');
    fits.send('x'.repeat(1024));
    // It is not the message that is allowed, but it is read.
    assert.equal(await closeCode(fits), 1008);
    const over = await open('/api/markets/demo/ws');
    over.send('x'.repeat(1025));
    assert.equal(await closeCode(over), 1009);
  });

  test('so do fragments that are 1 kB only together', async () => {
    const socket = await open('/api/markets/demo/ws');
    for (let sent = 0; sent <= 1024; sent += 256) socket.send('x'.repeat(256), { fin: false });
    assert.equal(await closeCode(socket), 1009);
  });

  test('a command of more than 4 kB ends the control channel with 1009, one of 4 kB is obeyed', async () => {
    const command = JSON.stringify({ type: 'clock', sent: 17 });
    const socket = await open('/api/control');
    socket.send(command.padEnd(4096));
    const [text] = await once(socket, 'message');
    assert.equal(JSON.parse(String(text)).sent, 17);
    socket.send(command.padEnd(4097));
    assert.equal(await closeCode(socket), 1009);
  });

  test('headers of more than 16 kB are refused with 431, shorter ones are not', async () => {
    const limit = 16 * 1024;
    const request = (bytes: number) => {
      const empty = get('/api/markets/demo/poll', 'Host: localhost', 'X: ');
      return empty.replace('X: ', `X: ${'x'.repeat(bytes - empty.length)}`);
    };
    assert.equal((await ask(request(limit - 100))).status, 200);
    assert.deepEqual(await ask(request(limit + 100)), { status: 431, code: 'headers_too_large' });
    const longPath = get(`/api/markets/demo/poll?${'x'.repeat(limit)}`, 'Host: localhost');
    assert.deepEqual(await ask(longPath), { status: 431, code: 'headers_too_large' });
  });

  test('an address may have only so many connections, and one more as soon as one is closed', async () => {
    const small = await startTestServer({ maxConnectionsPerAddress: 5 });
    const closed: Promise<unknown>[] = [];
    small.server.on('connection', (socket) => closed.push(once(socket, 'close')));
    const clients = Array.from({ length: 5 }, () => new RawClient(small.port));
    for (const client of clients) {
      client.get('/api/markets/demo/poll');
      assert.match((await answer(client)).head, /^HTTP\/1.1 200 /);
    }
    for (let again = 0; again < 3; again++) {
      const refusal = refused(await untilClosed(new RawClient(small.port)));
      assert.deepEqual(refusal, { status: 503, code: 'too_many_connections' });
    }
    await clients[0]?.close();
    await closed[0];
    const next = new RawClient(small.port);
    next.get('/api/markets/demo/poll');
    assert.match((await answer(next)).head, /^HTTP\/1.1 200 /);
    assert.deepEqual(refused(await untilClosed(new RawClient(small.port))).status, 503);
    await small.stop();
  });

  test('a page may send 200 commands at once, one that sends 1,000 is cut off, and no other page is', async () => {
    const flood = await open('/api/control');
    const other = await open('/api/control');
    const start = performance.now();
    let answered = 0;
    flood.on('message', () => answered++);
    for (let sent = 0; sent < 1000; sent++) flood.send(JSON.stringify({ type: 'clock', sent }));
    assert.equal(await closeCode(flood), 1008);
    assert.ok(answered >= 200, `${answered} were answered`);
    // However slow this machine is, no more than 50 can have come in each second since.
    const atMost = 200 + ((performance.now() - start) / 1000) * 50;
    assert.ok(answered <= atMost, `${answered} were answered, at most ${atMost} are allowed`);

    let heard = 0;
    const all = new Promise<void>((resolve) => {
      other.on('message', () => {
        heard++;
        if (heard === 200) resolve();
      });
    });
    for (let sent = 0; sent < 200; sent++) other.send(JSON.stringify({ type: 'clock', sent }));
    await all;
    other.close();
    assert.equal(await closeCode(other), 1005);
  });

  test('a bucket of commands fills again, but never beyond its size', (t) => {
    let now = 0;
    const clock = t.mock.method(performance, 'now', () => now);
    const limit = new RateLimit(50, 200);
    const taken = () => {
      let count = 0;
      while (limit.take()) count++;
      return count;
    };
    const counts = [taken()];
    for (const seconds of [0, 1, 2, 3600]) {
      now += seconds * 1000;
      counts.push(taken());
    }
    clock.mock.restore();
    assert.deepEqual(counts, [200, 0, 50, 100, 200]);
  });

  for (const [what, path, headers, usual] of [
    ['the page', '/', [], 200],
    ['a technique', '/api/markets/demo/poll', [], 200],
    ["a technique's upgrade", '/api/markets/demo/ws', HANDSHAKE, 101],
    ["the control channel's upgrade", '/api/control', HANDSHAKE, 101],
  ] as const) {
    test(`${what} is for requests to a name of this computer only`, async () => {
      const own = ['localhost', '127.0.0.1', '[::1]', 'page.localhost', hostname(), hostname().toUpperCase()];
      for (const name of [...own, ...own.map((name) => `${name}:${server.port}`), 'class.example:8443']) {
        const { status } = await ask(get(path, `Host: ${name}`, ...headers));
        assert.equal(status, usual, name);
      }
      for (const name of [
        'evil.example',
        `evil.example:${server.port}`,
        'localhost.evil.example',
        'evillocalhost',
        '127.0.0.1.evil.example',
        `${hostname()}.evil.example`,
        'class.example',
        'class.example:80',
        '2130706433',
      ]) {
        const refusal = await ask(get(path, `Host: ${name}`, ...headers));
        assert.deepEqual(refusal, { status: 421, code: 'foreign_host' }, name);
      }
    });
  }

  test('what is no HTTP is answered with 400 and closed', async () => {
    const hello = Buffer.from('16030100c8010000c40303', 'hex').toString('latin1');
    for (const text of ['hello\r\n\r\n', '\0\0\0\0', 'GET / HTTP/9.9\r\n\r\n', 'GET\r\n\r\n', hello]) {
      const client = new RawClient(server.port);
      client.send(Buffer.from(text, 'latin1'));
      assert.deepEqual(refused(await untilClosed(client)), { status: 400, code: 'bad_request' }, text);
    }
  });

  for (const path of ['/api/markets/demo/sse', '/api/markets/demo/long-poll?since=2000000000']) {
    test(`rubbish in the middle of an answer of ${path} gets no answer of its own`, async () => {
      const client = new RawClient(server.port);
      client.get('/api/markets/demo/poll?since=2000000000');
      const { end } = await answer(client);
      client.get(path);
      if (path.endsWith('sse')) await client.until(/retry: \d+\n\n/, end);
      client.send('rubbish\r\n\r\n');
      const text = await untilClosed(client);
      assert.equal(text.match(/HTTP\/1\.1/g)?.length, path.endsWith('sse') ? 2 : 1);
      assert.doesNotMatch(text, /bad_request/);
    });
  }

  test('a request with a body is answered, and the next one on its connection too', async () => {
    const client = new RawClient(server.port);
    let end = 0;
    for (const [method, status] of [
      ['GET', 200],
      ['POST', 415],
      ['PUT', 405],
    ] as const) {
      for (const body of [
        `Content-Length: 5\r\n\r\nGET /`,
        'Transfer-Encoding: chunked\r\n\r\n3\r\nGET\r\n0\r\n\r\n',
        `Content-Length: 200000\r\n\r\n${'x'.repeat(200_000)}`,
      ]) {
        client.send(`${method} /api/markets/demo/poll HTTP/1.1\r\nHost: localhost\r\n${body}`);
        const first = await answer(client, end);
        assert.equal(first.head.split(' ')[1], String(status));
        client.get('/');
        const second = await answer(client, first.end);
        assert.equal(second.body, PAGE_FILE);
        end = second.end;
      }
    }
    await client.close();
  });

  test('ten polls in one write are answered in order', async () => {
    const { id, feed, ticker } = server.markets.create(settings);
    await reached(feed, 12);
    ticker.pause();
    const client = new RawClient(server.port);
    const polls = Array.from({ length: 10 }, (_, since) =>
      get(`/api/markets/${id}/poll?since=${since}`, 'Host: localhost'),
    );
    client.send(polls.join(''));
    let end = 0;
    for (let since = 0; since < 10; since++) {
      const { head, body, end: next } = await answer(client, end);
      assert.match(head, /^HTTP\/1.1 200 /);
      assert.equal(JSON.parse(body).ticks[0].seq, since + 1);
      assert.equal(JSON.parse(body).ticks.at(-1).seq, feed.last);
      end = next;
    }
    assert.equal(client.down, end);
    await client.close();
  });

  test('a market that should stand in the future goes on from now', async () => {
    const socket = await open('/api/control');
    const secret = newSecret();
    const later = epochNow() + 60_000;
    const schedule = { seed: 1, seq: 0, at: later, rate: 200, burst: 1 };
    for (const state of [
      { seq: 0, at: later, schedule: null },
      { seq: 0, at: 0, schedule },
    ]) {
      socket.send(JSON.stringify({ type: 'reopen', secret, settings, state }));
      const [text] = await once(socket, 'message');
      const { market, state: now } = JSON.parse(String(text));
      assert.equal(market, marketOf(secret));
      assert.ok(Math.max(now.at, now.schedule?.at ?? 0) <= epochNow());
      server.markets.drop(market);
      for await (const [told] of on(socket, 'message')) if (JSON.parse(String(told)).type === 'gone') break;
    }
    socket.close();
  });
});
