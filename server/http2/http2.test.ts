import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2';
import type { Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { idealLink } from '@/lib/link/settings';
import { techniques } from '@/lib/techniques';
import type { Market } from '../market/markets';
import { reached, startTestServer, type TestServer } from '../testing/server';
import { connectSecurely, listenSecurely, type SecurePort } from '../testing/tls';

const settings = { seed: 3, rate: 100, burst: 1, symbols: 3, padding: 0 };

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

/** A client, and the connection below its HTTP/2. */
async function connected(
  to = secure,
): Promise<{ session: ClientHttp2Session; socket: TLSSocket; raw: Socket }> {
  const { socket, raw } = await connectSecurely(to, 'h2');
  const session = connectHttp2(`https://localhost:${to.port}`, { createConnection: () => socket });
  return { session, socket, raw };
}

const overHttp = techniques.filter(({ traits }) => traits.framing === 'http');

/** Asks for a path, and gives the text of the answer. */
function ask(session: ClientHttp2Session, path: string, headers = {}) {
  const request = session.request({ ':path': path, ...headers });
  let text = '';
  request.setEncoding('utf8').on('data', (piece) => {
    text += piece;
  });
  const end = once(request, 'end').then(() => text);
  // Not every test waits for it.
  end.catch(() => {});
  return {
    request,
    text: () => text,
    until: async (pattern: RegExp) => {
      while (!pattern.test(text)) await once(request, 'data');
    },
    end,
  };
}

function sumOf(market: Market) {
  const read = overHttp.map(({ id }) => market.account(id).read());
  const { frames, tls } = market.shared.read();
  return {
    read,
    up: read.reduce((bytes, { up }) => bytes + up, frames.up),
    down: read.reduce((bytes, { down }) => bytes + down, frames.down),
    tls,
  };
}

test('all techniques on one HTTP/2 connection: each stream has its own bytes, and with what they share they are all', async () => {
  const market = server.markets.create(settings);
  market.link.change({ ...idealLink, rtt: 20 });
  await reached(market.feed, 20);
  const { session, socket, raw } = await connected();
  const asked = overHttp.map(({ path }) => ask(session, `/api/markets/${market.id}/${path}?since=0`));
  await Promise.all(asked.map((one) => one.until(/"seq":20,/)));
  market.ticker.pause();
  server.release();
  const texts = await Promise.all(asked.map(({ end }) => end));
  for (const [index, text] of texts.entries()) {
    const seqs = [...text.matchAll(/"seq":(\d+)/g)].map(([, seq]) => Number(seq));
    assert.deepEqual(
      seqs.slice(0, 20),
      Array.from({ length: 20 }, (_, i) => i + 1),
      overHttp[index]?.id,
    );
  }
  const closed = [socket, raw].map((end) => once(end, 'close'));
  session.close();
  await Promise.all(closed);

  const { read, up, down, tls } = sumOf(market);
  const { connections, streams } = market.shared.read();
  assert.deepEqual([connections, streams], [1, overHttp.length]);
  for (const { requests, payload, down } of read) {
    assert.equal(requests, 1);
    assert.ok(payload > 0 && payload < down);
  }
  assert.deepEqual(
    read.map(({ connections }) => connections),
    read.map(() => 1),
  );
  for (const [index, { handshakesUp, handshakesDown, up, down, payload }] of read.entries()) {
    const isStream = overHttp[index]?.traits.asks === 'once';
    assert.equal(handshakesUp > 0 && handshakesDown > 0, isStream, overHttp[index]?.id);
    assert.ok(handshakesUp <= up && handshakesDown + payload < down);
  }
  assert.deepEqual([up, down], [socket.bytesWritten, socket.bytesRead]);
  assert.deepEqual([up + tls.up, down + tls.down], [raw.bytesRead, raw.bytesWritten]);
});

test('a price is payload when its frame has left, and delayed by the one network of all streams', async () => {
  const server = await startTestServer();
  const market = server.markets.create(settings);
  market.link.change({ ...idealLink, rtt: 100 });
  const { session, close } = await connectedTo(server);
  const made = new Map<number, number>();
  market.feed.listen(({ ticks }) => {
    for (const { seq } of ticks) made.set(seq, performance.now());
  });
  const arrived = new Map<number, number>();
  const sse = ask(session, `/api/markets/${market.id}/sse`);
  sse.request.on('data', (text: string) => {
    for (const [, seq] of text.matchAll(/"seq":(\d+)/g)) arrived.set(Number(seq), performance.now());
  });
  await sse.until(/("seq":.*){5}/s);
  for (const [seq, at] of arrived) assert.ok(at - (made.get(seq) ?? 0) >= 49, `tick ${seq}`);
  market.ticker.pause();
  await once(sse.request, 'data');
  const { payload, messages, down } = market.account('sse').read();
  assert.ok(messages > 0 && payload > 0 && payload < down);
  await close();
  await server.stop();
});

test('a fault cuts the connection below all streams, and who comes back goes on after the cursor', async () => {
  const server = await startTestServer();
  const market = server.markets.create(settings);
  const { session, socket, close } = await connectedTo(server);
  session.on('error', () => {});
  socket.on('error', () => {});
  const [sse, held] = ['sse', 'http-streaming'].map((id) =>
    ask(session, `/api/markets/${market.id}/${pathOf(id)}`),
  );
  for (const one of [sse, held]) one?.request.on('error', () => {});
  session.on('error', () => {});
  await Promise.all([sse?.until(/"seq":/), held?.until(/"seq":/)]);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  market.link.strike({ kind: 'rst', seconds: 0 });
  await closed;
  const last = Math.max(...[...(sse?.text() ?? '').matchAll(/"seq":(\d+)/g)].map(([, seq]) => Number(seq)));
  const again = await connectedTo(server);
  const next = ask(again.session, `/api/markets/${market.id}/${pathOf('sse')}?since=${last}`);
  await next.until(/"seq":/);
  assert.match(next.text(), new RegExp(`"seq":${last + 1},`));
  assert.equal(market.account('sse').read().connections, 2);
  await close();
  await again.close();
  await server.stop();
});

test('two pages share a connection: each goes through its own network, and what cuts one cuts both', async () => {
  const server = await startTestServer();
  const [slow, quick] = [server.markets.create(settings), server.markets.create(settings)];
  slow.link.change({ ...idealLink, rtt: 600 });
  const { session, socket, close } = await connectedTo(server);
  session.on('error', () => {});
  socket.on('error', () => {});
  const poll = async ({ id }: Market) => {
    const from = performance.now();
    await ask(session, `/api/markets/${id}/${pathOf('short-polling')}?since=0`).end;
    return performance.now() - from;
  };
  await poll(quick);
  await poll(slow);
  // Neither has to be the one that came last.
  assert.ok((await poll(quick)) < 599);
  assert.ok((await poll(slow)) >= 599);
  await poll(quick);
  const shared = [slow, quick].map((market) => market.shared.read());
  assert.deepEqual(
    shared.map(({ connections, streams }) => [connections, streams]),
    [
      [1, 2],
      [1, 3],
    ],
  );
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  slow.link.strike({ kind: 'rst', seconds: 0 });
  await closed;
  await close();
  await server.stop();
});

test('a host that is not ours is refused by its authority, and a host that differs from it too', async () => {
  const { session } = await connected();
  const asked = async (headers: Record<string, string>) => {
    const { request, end } = ask(session, '/api/markets/demo/poll?since=0', headers);
    const [answer] = await once(request, 'response');
    return [answer[':status'], JSON.parse(await end).error?.code];
  };
  assert.deepEqual(await asked({ ':authority': 'evil.example' }), [421, 'foreign_host']);
  assert.deepEqual(await asked({ ':authority': 'localhost', host: 'evil.example' }), [400, 'bad_host']);
  assert.deepEqual(await asked({ ':authority': 'localhost', origin: 'https://evil.example' }), [
    404,
    'market_not_found',
  ]);
  session.close();
});

test('a page of another site may not trade, our own may, and too many connections are not let in', async () => {
  const server = await startTestServer({ maxConnectionsPerAddress: 1 });
  const market = server.markets.create(settings);
  const { session, close, port } = await connectedTo(server);
  const trade = async (origin: string) => {
    const headers = { ':method': 'POST', 'content-type': 'application/json', origin };
    const one = ask(session, `/api/markets/${market.id}/${pathOf('sse')}`, headers);
    one.request.end('buy');
    const [answer] = await once(one.request, 'response');
    await one.end;
    return answer[':status'];
  };
  assert.equal(await trade('https://evil.example'), 403);
  assert.equal(await trade(`https://localhost:${port}`), 400);
  const second = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: ['h2'] });
  second.on('error', () => {});
  await new Promise<void>((resolve) => second.once('close', () => resolve()));
  await close();
  await server.stop();
});

const pathOf = (id: string) => techniques.find((technique) => technique.id === id)?.path;

/** The same for a server of its own. */
async function connectedTo(server: TestServer) {
  const secure = await listenSecurely(server);
  const { session, socket } = await connected(secure);
  const close = async () => {
    secure.listener.close();
    session.destroy();
    if (!socket.closed) await once(socket, 'close');
  };
  return { session, socket, port: secure.port, close };
}
