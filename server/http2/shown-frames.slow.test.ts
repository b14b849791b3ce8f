import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2';
import { after, before, describe, test } from 'node:test';
import type { WireEvent } from '@/lib/capture/event';
import { explain, type WireMessage, WireReader } from '@/lib/capture/message';
import { idealLink } from '@/lib/link/settings';
import { techniques } from '@/lib/techniques';
import '@/lib/wire/http2';
import type { Market } from '../market/markets';
import { reached, startTestServer, type TestServer } from '../testing/server';
import { connectSecurely, listenSecurely, type SecurePort } from '../testing/tls';

const settings = { seed: 3, rate: 100, burst: 1, symbols: 3, padding: 0 };
const overHttp = techniques.filter(({ traits }) => traits.framing === 'http');

let server: TestServer;
let secure: SecurePort;

before(async () => {
  server = await startTestServer({ heartbeatMs: 100 });
  secure = await listenSecurely(server);
});
after(async () => {
  secure.listener.close();
  await server.stop();
});

async function connected(): Promise<{ session: ClientHttp2Session; close(): Promise<void> }> {
  const { socket } = await connectSecurely(secure, 'h2');
  const session = connectHttp2(`https://localhost:${secure.port}`, { createConnection: () => socket });
  const close = async () => {
    session.close();
    if (!socket.closed) await once(socket, 'close');
  };
  return { session, close };
}

/** As long as that of a browser. */
const agentName = `Mozilla/5.0 ${'(and what browsers say besides)'.repeat(3)}`;

/** Asks, and gives the answer, or what has come of it when it has matched. */
async function ask(session: ClientHttp2Session, path: string, until?: RegExp, body?: string) {
  const headers = { 'accept-language': 'en-GB,en;q=0.9', 'user-agent': agentName };
  const origin = `https://localhost:${secure.port}`;
  const post = { ':method': 'POST', 'content-type': 'application/json', origin };
  const request = session.request({ ':path': path, ...headers, ...(body && post) });
  request.end(body);
  let text = '';
  request.setEncoding('utf8').on('data', (piece) => {
    text += piece;
  });
  if (!until) await once(request, 'end');
  else {
    while (!until.test(text)) await once(request, 'data');
    request.close(8);
    await once(request, 'close');
  }
  return text;
}

const addressOf = ({ id }: Market, { path }: { path: string }) => `/api/markets/${id}/${path}`;

/** All that was captured of a market whose connection is closed. */
async function captured({ link: { capture } }: Market): Promise<WireMessage[]> {
  const events: WireEvent[] = [];
  while (!events.some(({ way }) => way === 'close')) {
    events.push(...capture.take().events);
    await new Promise((resolve) => setImmediate(resolve));
  }
  events.sort((one, other) => one.id - other.id);
  const reader = new WireReader();
  return events.map((event) => reader.read(event));
}

const sumOf = (messages: readonly WireMessage[], of: (message: WireMessage) => number) =>
  messages.reduce((sum, message) => sum + of(message), 0);

const partsOf = ({ event, context }: WireMessage) => explain(event, context).parts;

for (const technique of overHttp) {
  describe(`${technique.name} over HTTP/2`, () => {
    for (const [name, link] of [
      ['without a link', idealLink],
      ['through a link', { ...idealLink, rtt: 40, jitter: 10, down: 2000, up: 2000 }],
    ] as const) {
      test(`what is captured ${name} is all that was counted, byte for byte and part by part`, async () => {
        const market = server.markets.create(settings);
        market.link.change(link);
        market.link.watch();
        await reached(market.feed, 12);
        const { session, close } = await connected();
        const address = `${addressOf(market, technique)}?since=0`;
        await ask(session, address, technique.traits.asks === 'once' ? /"seq":20,/ : undefined);
        await close();
        const messages = await captured(market);
        const { up, down, payload, messages: ticks } = market.account(technique.id).read();
        const crossed = messages.filter(({ way, arrivedAt }) => way === 'up' || arrivedAt !== null);
        const bytesOf = (way: string) => sumOf(crossed, (one) => (one.way === way ? one.bytes : 0));
        assert.deepEqual({ up: bytesOf('up'), down: bytesOf('down') }, { up, down });
        assert.equal(
          sumOf(crossed, (one) => one.payload),
          payload,
        );
        assert.equal(
          sumOf(crossed, ({ seqs }) => seqs.length),
          ticks,
        );
        assert.ok(ticks >= 12);
        for (const message of messages) {
          let at = 0;
          for (const { from, to, meaning, name: part } of partsOf(message)) {
            assert.equal(from, at);
            assert.ok(to > from && meaning.length > 0 && part !== '…');
            at = to;
          }
          assert.equal(at, message.bytes);
          assert.doesNotMatch(message.label, /undefined|NaN/);
        }
        const frames = crossed.filter(({ stream }) => stream !== undefined);
        for (const message of frames)
          assert.deepEqual(
            partsOf(message)
              .slice(0, 4)
              .map(({ name: part, to }) => [part, to]),
            [
              ['length', 3],
              ['type', 4],
              ['flags', 5],
              ['stream', 9],
            ],
          );
        assert.deepEqual([...new Set(crossed.map(({ connection }) => connection))], [1]);
        const [open, request] = messages;
        assert.deepEqual([open?.kind, request?.kind], ['open', 'request']);
        assert.ok(messages.some(({ kind }) => kind === 'response'));
        assert.equal(messages.at(-1)?.label, 'connection closed');
        if (technique.traits.asks === 'once')
          assert.ok(messages.some(({ label, way }) => label === 'RST_STREAM, CANCEL' && way === 'up'));
      });
    }
  });
}

test('headers that were said before are numbers: the tenth request is a fraction of the first, and says the same', async () => {
  const [poll] = overHttp;
  assert.ok(poll);
  const market = server.markets.create({ ...settings, rate: 0.1 });
  market.link.watch();
  const { session, close } = await connected();
  for (let i = 0; i < 10; i++) await ask(session, `${addressOf(market, poll)}?since=2000000000`);
  await close();
  const messages = await captured(market);
  for (const kind of ['request', 'response'] as const) {
    const heads = messages.filter((message) => message.kind === kind);
    assert.equal(heads.length, 10);
    const [first, tenth] = [heads[0], heads[9]];
    assert.ok(first && tenth && tenth.bytes < first.bytes / 2);
    const said = (message: WireMessage) =>
      partsOf(message)
        .slice(4)
        .filter(({ name }) => name !== 'date' && name !== 'table size')
        .map(({ text }) => text);
    assert.deepEqual(said(tenth), said(first));
    const [, size, plain] = /, (\d+) for (\d+) bytes$/.exec(tenth.label) ?? [];
    assert.equal(Number(size) + 9, tenth.bytes);
    assert.match(first.label, new RegExp(` for ${plain} bytes$`));
    assert.ok(partsOf(tenth).some(({ meaning }) => /said before on this connection/.test(meaning)));
  }
  const [request] = messages.filter(({ kind }) => kind === 'request');
  const agent = request && partsOf(request).find(({ name }) => name === 'user-agent');
  assert.equal(agent?.text, `user-agent: ${agentName}`);
  assert.match(agent?.meaning ?? '', /Its name is number 58 of the table/);
  assert.equal(
    messages.filter(({ kind, label }) => kind === 'empty' && label === 'DATA, no ticks').length,
    10,
  );
});

test('trades and fills are frames too', async () => {
  for (const technique of overHttp) {
    const market = server.markets.create({ ...settings, rate: 0.1 });
    market.link.watch();
    const { session, close } = await connected();
    const trade = JSON.stringify({ trade: 1, symbol: 'KITE', side: 'buy', quantity: 100, seen: 120 });
    await ask(session, addressOf(market, technique), undefined, trade);
    await close();
    const messages = await captured(market);
    assert.match(
      messages.map(({ label }) => label).join('; '),
      /DATA, a trade; .*DATA, a fill/,
      technique.id,
    );
    const { up, down } = market.account(technique.id).read();
    assert.equal(
      sumOf(messages, ({ bytes }) => bytes),
      up + down,
    );
  }
});

test('what one page captures is of its own market alone, though another shares its connection', async () => {
  const [poll] = overHttp;
  assert.ok(poll);
  const [one, other] = [server.markets.create(settings), server.markets.create(settings)];
  one.link.watch();
  other.link.watch();
  const { session, close } = await connected();
  for (const market of [one, other, one]) await ask(session, `${addressOf(market, poll)}?since=0`);
  await close();
  for (const market of [one, other]) {
    const messages = await captured(market);
    const { up, down } = market.account(poll.id).read();
    assert.equal(
      sumOf(messages, ({ bytes }) => bytes),
      up + down,
    );
  }
});
