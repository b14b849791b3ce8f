import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientHttp2Session, connect } from 'node:http2';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { CONNECTIONS_PATH, countSchema, type ServerCount } from '@/lib/experiments/connections';
import { startTestServer, type TestServer } from '../testing/server';
import { listenSecurely, type SecurePort } from '../testing/tls';

let server: TestServer;
let secure: SecurePort;

before(async () => {
  server = await startTestServer();
  secure = await listenSecurely(server);
});
after(async () => {
  secure.listener.close();
  await server.stop();
});

const address = (what: string) => `${server.origin}${CONNECTIONS_PATH}${what}`;

/** The counts that a stream tells, as they come. */
async function* countsIn(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<ServerCount> {
  let text = '';
  for await (const chunk of chunks) {
    text += typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) yield countSchema.parse(JSON.parse(event.slice('data: '.length)));
  }
}

async function until(counts: AsyncGenerator<ServerCount>, wanted: ServerCount): Promise<void> {
  for (;;) {
    const { value, done } = await counts.next();
    assert.ok(!done, 'the stream has ended');
    const { streams, connections, sockets } = value;
    if (streams === wanted.streams && connections === wanted.connections && sockets === wanted.sockets)
      return;
  }
}

async function streamOf(visit: string, signal: AbortSignal): Promise<AsyncGenerator<ServerCount>> {
  const { body } = await fetch(address(`stream?visit=${visit}`), { signal });
  assert.ok(body);
  return countsIn(body);
}

test('over HTTP/1.1 each stream is in a connection of its own; WebSockets are counted apart', async () => {
  const leaving = new AbortController();
  const [first] = await Promise.all([1, 2, 3].map(() => streamOf('visit001', leaving.signal)));
  const stays = new AbortController();
  const last = await streamOf('visit001', stays.signal);
  const client = new WebSocket(`${address('socket').replace('http', 'ws')}?visit=visit001`);
  await once(client, 'open');
  assert.ok(first);
  await until(first, { streams: 4, connections: 4, sockets: 1 });
  leaving.abort();
  await assert.rejects(first.next());
  client.close();
  await until(last, { streams: 1, connections: 1, sockets: 0 });
  stays.abort();
  await assert.rejects(last.next());
});

test('a visit knows nothing of another', async () => {
  const leaving = new AbortController();
  await streamOf('visit002', leaving.signal);
  await until(await streamOf('visit003', leaving.signal), { streams: 1, connections: 1, sockets: 0 });
  leaving.abort();
});

test('over HTTP/2 all streams are in one connection', async () => {
  const session: ClientHttp2Session = connect(`https://localhost:${secure.port}`, {
    rejectUnauthorized: false,
  });
  const paths = Array.from({ length: 8 }, () => `${CONNECTIONS_PATH}stream?visit=visit004`);
  const [first] = paths.map((path) => session.request({ ':path': path }));
  assert.ok(first);
  await until(countsIn(first), { streams: 8, connections: 1, sockets: 0 });
  const closed = once(session, 'close');
  session.destroy();
  await closed;
});

test('what is no name of a visit is refused', async () => {
  const refused = await fetch(address('stream?visit=../x'));
  assert.equal(refused.status, 400);
  assert.match(await refused.text(), /visit/);
});
