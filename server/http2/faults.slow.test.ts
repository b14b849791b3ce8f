import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2';
import type { Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { faultKinds } from '@/lib/faults/faults';
import { idealLink } from '@/lib/link/settings';
import { techniques } from '@/lib/techniques';
import type { Market } from '../market/markets';
import { startTestServer, type TestServer } from '../testing/server';
import { connectSecurely, listenSecurely, type SecurePort } from '../testing/tls';

const settings = { seed: 3, rate: 50, burst: 1, symbols: 3, padding: 0 };
const overHttp = techniques.filter(({ traits }) => traits.framing === 'http');

/** A client gives up a connection on which nothing has come for so long, ms. */
const PATIENCE_MS = 1500;

let server: TestServer;
let secure: SecurePort;

before(async () => {
  server = await startTestServer({ heartbeatMs: 200 });
  secure = await listenSecurely(server);
});
after(async () => {
  secure.listener.close();
  await server.stop();
});

/** A browser: its lanes share one connection, and get another where that is lost. */
class Browser {
  readonly seqs = new Map(overHttp.map(({ id }) => [id, [] as number[]]));
  connections = 0;
  private readonly market: Market;
  private session: ClientHttp2Session | null = null;
  private isOver = false;
  private heardAt = 0;
  private readonly watch = setInterval(() => {
    if (performance.now() - this.heardAt > PATIENCE_MS) this.session?.destroy();
  }, 100);

  constructor(market: Market) {
    this.market = market;
    for (const technique of overHttp) void this.follow(technique);
  }

  async received(seq: number): Promise<void> {
    const isBehind = (seqs: readonly number[]) => (seqs.at(-1) ?? 0) < seq;
    while ([...this.seqs.values()].some(isBehind)) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  close(): void {
    this.isOver = true;
    clearInterval(this.watch);
    this.session?.destroy();
  }

  private async follow({ id, path }: (typeof techniques)[number]): Promise<void> {
    const seqs = this.seqs.get(id) ?? [];
    while (!this.isOver) {
      const query = `?since=${seqs.at(-1) ?? 0}${id === 'long-polling' ? '&timeout=1' : ''}`;
      await this.ask(`/api/markets/${this.market.id}/${path}${query}`, seqs).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async ask(path: string, seqs: number[]): Promise<void> {
    const request = this.connect().request({ ':path': path });
    let text = '';
    request.setEncoding('utf8').on('data', (piece) => {
      this.heardAt = performance.now();
      text += piece;
      // What a later answer says again would be doubled here.
      for (let end = text.indexOf('}'); end >= 0; end = text.indexOf('}')) {
        const seq = /"seq":(\d+),/.exec(text.slice(0, end))?.[1];
        if (seq !== undefined) seqs.push(Number(seq));
        text = text.slice(end + 1);
      }
    });
    await once(request, 'close');
  }

  private connect(): ClientHttp2Session {
    if (this.session && !this.session.destroyed && !this.session.closed) return this.session;
    this.connections++;
    this.heardAt = performance.now();
    const to = { port: secure.port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: ['h2'] };
    const session = connectHttp2(`https://localhost:${secure.port}`, {
      createConnection: () => connectTls(to),
    });
    session.on('error', () => session.destroy());
    this.session = session;
    return session;
  }
}

describe('lanes on one connection have every tick, once and in order', () => {
  for (const { kind, name } of faultKinds) {
    test(`after the fault “${name}”`, async () => {
      const market = server.markets.create(settings);
      const browser = new Browser(market);
      await browser.received(10);
      assert.equal(browser.connections, 1);
      market.link.strike({ kind, seconds: 0.7 });
      if (kind === 'refuse') market.link.strike({ kind: 'rst', seconds: 0 });
      await new Promise((resolve) => setTimeout(resolve, 700));
      await browser.received(market.feed.last + 10);
      browser.close();
      for (const [id, seqs] of browser.seqs)
        assert.deepEqual(
          seqs,
          seqs.map((_, index) => index + 1),
          id,
        );
      const isCut = ['rst', 'fin', 'restart', 'refuse', 'freeze'].includes(kind);
      assert.equal(browser.connections > 1, isCut, `${browser.connections} connections`);
    });
  }

  test('on a network that delays, loses and is narrow', async () => {
    const market = server.markets.create(settings);
    market.link.change({ ...idealLink, rtt: 80, jitter: 20, stalls: 5, down: 500, up: 500 });
    const browser = new Browser(market);
    await browser.received(100);
    browser.close();
    assert.equal(browser.connections, 1);
    for (const seqs of browser.seqs.values())
      assert.deepEqual(
        seqs,
        seqs.map((_, index) => index + 1),
      );
  });
});

test('a proxy that collects keeps back what has no end, and passes on what is complete', async () => {
  const market = server.markets.create(settings);
  const { socket } = await connectSecurely(secure, 'h2');
  const session = connectHttp2(`https://localhost:${secure.port}`, { createConnection: () => socket });
  const stream = session.request({ ':path': `/api/markets/${market.id}/sse?since=0` });
  await once(stream, 'data');
  const until = performance.now() + 1000;
  market.link.strike({ kind: 'buffer', seconds: 1 });
  const { last } = market.feed;
  let streamed = 0;
  stream.on('data', (data) => {
    const [, seq] = /"seq":(\d+),/.exec(data) ?? [];
    if (Number(seq) > last) streamed ||= performance.now();
  });
  for (let polls = 0; polls < 3; polls++) {
    const poll = session.request({ ':path': `/api/markets/${market.id}/poll?since=0` });
    poll.resume();
    await once(poll, 'end');
  }
  assert.equal(streamed, 0, 'the polls were answered while the stream was kept back');
  while (streamed === 0) await once(stream, 'data');
  // A timer may be early by a part of a millisecond.
  assert.ok(streamed >= until - 1);
  // More than fits into its buffers comes at once.
  market.link.strike({ kind: 'buffer', seconds: 60 });
  market.change({ ...settings, rate: 100, padding: 1000 });
  await once(stream, 'data');
  session.destroy();
});

test('a client that leaves a silent connection leaves nothing behind', async () => {
  const market = server.markets.create(settings);
  const { socket, raw } = await connectSecurely(secure, 'h2');
  const session = connectHttp2(`https://localhost:${secure.port}`, { createConnection: () => socket });
  const request = session.request({ ':path': `/api/markets/${market.id}/sse` });
  await once(request, 'data');
  market.link.strike({ kind: 'freeze', seconds: 1 });
  session.close();
  socket.end();
  await once(raw, 'close');
  assert.equal(market.account('sse').read().connections, 1);
});

test('a heavy lane holds up a light one behind it on the same connection, and not one on a connection of its own', async () => {
  const market = server.markets.create({ ...settings, rate: 200, burst: 5, padding: 1000 });
  while (market.feed.last < 400) await new Promise((resolve) => setTimeout(resolve, 20));
  market.ticker.pause();
  const { last } = market.feed;
  market.link.change({ ...idealLink, down: 400 });
  const [heavy, light] = [
    `/api/markets/${market.id}/stream?since=0`,
    `/api/markets/${market.id}/poll?since=${last}`,
  ];

  /** How much of the heavy answer came while the light one was awaited, bytes. */
  const { socket } = await connectSecurely(secure, 'h2');
  const session = connectHttp2(`https://localhost:${secure.port}`, { createConnection: () => socket });
  let shared = 0;
  const bulk = session.request({ ':path': heavy });
  bulk.on('data', (data: Buffer) => {
    shared += data.length;
  });
  await once(bulk, 'data');
  const before = shared;
  const poll = session.request({ ':path': light });
  poll.resume();
  await once(poll, 'end');
  shared -= before;
  session.destroy();

  let apart = 0;
  const ask = (raw: Socket | Awaited<ReturnType<typeof connectSecurely>>['socket'], path: string) =>
    raw.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  const [one, other] = await Promise.all([
    connectSecurely(secure, 'http/1.1'),
    connectSecurely(secure, 'http/1.1'),
  ]);
  one.socket.on('data', (data) => {
    apart += data.length;
  });
  ask(one.socket, heavy);
  await once(one.socket, 'data');
  const then = apart;
  ask(other.socket, light);
  await once(other.socket, 'data');
  apart -= then;
  for (const { socket: open } of [one, other]) open.destroy();
  assert.ok(shared > 32 * 1024, `${shared} bytes`);
  assert.ok(apart < shared / 4, `${apart} bytes beside ${shared}`);
});
