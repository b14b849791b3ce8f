import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import * as z from 'zod';
import { asHttpError, explain, HttpError, refuse, refuseUpgrade } from './errors';

/** A server of which a test says how it answers. */
async function serving(t: TestContext, handle: Parameters<typeof createServer>[1]) {
  const server = createServer(handle as () => void).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { server, port: (server.address() as AddressInfo).port };
}

const limit = new HttpError(429, 'too_many', 'At most 5 “polls”.', { 'Retry-After': '7' });

test('a refusal has status, headers and a body of its very length, in JSON', async (t) => {
  const { port } = await serving(t, (asked, answer) => refuse(asked, answer, limit));
  const response = await fetch(`http://127.0.0.1:${port}/`);
  const text = await response.text();
  const { headers, status } = response;
  assert.deepEqual(
    [status, headers.get('retry-after'), headers.get('cache-control'), headers.get('content-type')],
    [429, '7', 'no-store', 'application/json'],
  );
  assert.equal(headers.get('content-length'), String(Buffer.byteLength(text)));
  assert.deepEqual(JSON.parse(text), { error: { code: 'too_many', message: 'At most 5 “polls”.' } });
});

test('what fails after its answer has begun is cut off, not answered again', async (t) => {
  const { port } = await serving(t, (asked, answer) => {
    answer.writeHead(200);
    answer.write('half');
    asked.on('end', () => refuse(asked, answer, limit));
    asked.resume();
  });
  const asking = request({ port, host: '127.0.0.1' }).end();
  const [answer] = await once(asking, 'response');
  const chunks: Buffer[] = [];
  answer.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [error] = await once(answer, 'error');
  assert.equal(error.code, 'ECONNRESET');
  assert.equal(Buffer.concat(chunks).toString(), 'half');
});

test('a refused upgrade is answered on the bare socket, which is closed with the client’s own end', async (t) => {
  const { server, port } = await serving(t, () => {});
  server.on('upgrade', (_request, socket) => refuseUpgrade(socket, limit));
  const upgrading = once(server, 'upgrade');
  const client = connect(port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  let text = '';
  client.on('data', (data) => {
    text += data;
  });
  const [, socket] = await upgrading;
  const closed = once(socket, 'close');
  await once(client, 'end');
  const [head = '', body = ''] = text.split('\r\n\r\n');
  assert.match(head, /^HTTP\/1\.1 429 Too Many Requests\r\n/);
  assert.match(head, /\r\nRetry-After: 7/);
  assert.match(head, new RegExp(`\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`));
  assert.equal(JSON.parse(body).error.code, 'too_many');
  client.end();
  await closed;
});

test('a refused client that keeps its end open is cut off after 2 s, and one that closes is forgotten', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const happened: string[] = [];
  let close = () => {};
  const socket = {
    end: () => happened.push('end'),
    resume: () => happened.push('resume'),
    destroy: () => happened.push('destroy'),
    once: (_event: string, then: () => void) => {
      close = then;
    },
  };
  refuseUpgrade(socket as never, limit);
  t.mock.timers.tick(1999);
  assert.deepEqual(happened.splice(0), ['end', 'resume']);
  t.mock.timers.tick(1);
  assert.deepEqual(happened.splice(0), ['destroy']);
  refuseUpgrade(socket as never, limit);
  close();
  t.mock.timers.tick(10_000);
  assert.deepEqual(happened, ['end', 'resume']);
});

test('what is no refusal is a fault of the server, told in its log alone', (t) => {
  const log = t.mock.method(console, 'error', () => {});
  assert.equal(asHttpError(limit), limit);
  assert.equal(log.mock.callCount(), 0);
  const { status, code, message } = asHttpError(new Error('a secret'));
  assert.deepEqual([status, code], [500, 'internal']);
  assert.ok(!message.includes('secret'));
  assert.equal(log.mock.callCount(), 1);
});

test('each part of an input that is wrong is named, or the input itself', () => {
  const told = (value: unknown) => {
    const { error } = z.object({ rate: z.object({ max: z.number() }), name: z.string() }).safeParse(value);
    return error ? explain(error) : '';
  };
  assert.match(told({ rate: { max: 'x' }, name: 1 }), /^rate\.max: .*; name: /);
  assert.match(told(5), /^input: /);
});
