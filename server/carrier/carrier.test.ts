import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { type AddressInfo, connect } from 'node:net';
import { after, before, test } from 'node:test';
import { idealLink } from '@/lib/link/settings';
import { techniques } from '@/lib/techniques';
import type { Batch } from '../feed/batch';
import { once as remember } from '../feed/once';
import { Markets } from '../market/markets';
import { Meter } from '../meter/meter';
import { registeredTechniques } from '../techniques';
import { Dispatcher } from '../techniques/exchange/dispatcher';
import { reached } from '../testing/server';
import { createHttp2Server } from './http2.fixture';
import { UdpLane } from './udp-lane.fixture';

const settings = { seed: 3, rate: 100, burst: 1, symbols: 3, padding: 0 };

const markets = new Markets({ maxMarkets: 10, idleMs: 60_000, historyMs: 60_000 });
const dispatcher = new Dispatcher(markets, registeredTechniques(), []);
const { server, own } = createHttp2Server((carrier, request, response) => {
  const [path = '', query = ''] = request.url.split('?');
  dispatcher.answer(carrier, request, response, { path, query }, (error) => response.destroy(error as Error));
});

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
after(() => {
  dispatcher.release();
  markets.close();
  server.close();
});

const overHttp = techniques.filter(({ traits }) => traits.framing === 'http');

test('the techniques as they are, all on one HTTP/2 connection: each stream has its own bytes, and they add up', async () => {
  const market = markets.create(settings);
  market.link.change({ ...idealLink, rtt: 20 });
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const session = connectHttp2('http://localhost', { createConnection: () => socket });
  await reached(market.feed, 20);
  const asked = overHttp.map(({ path }) => {
    const request = session.request({ ':path': `/api/markets/${market.id}/${path}?since=0` });
    let text = '';
    let has20 = () => {};
    request.setEncoding('utf8').on('data', (piece) => {
      text += piece;
      if (/"seq":20,/.test(text)) has20();
    });
    return {
      has20: new Promise<void>((resolve) => {
        has20 = resolve;
      }),
      text: once(request, 'end').then(() => text),
    };
  });
  await Promise.all(asked.map((one) => one.has20));
  market.ticker.pause();
  dispatcher.release();
  const texts = await Promise.all(asked.map((one) => one.text));
  for (const [index, text] of texts.entries()) {
    const seqs = [...text.matchAll(/"seq":(\d+)/g)].map(([, seq]) => Number(seq));
    assert.deepEqual(
      seqs.slice(0, 20),
      Array.from({ length: 20 }, (_, i) => i + 1),
      overHttp[index]?.id,
    );
  }
  session.close();
  await once(socket, 'close');

  const read = overHttp.map(({ id }) => market.account(id).read());
  for (const { requests, connections, payload, down } of read) {
    assert.deepEqual([requests, connections], [1, 1]);
    assert.ok(payload > 0 && payload < down);
  }
  for (const [index, { handshakesUp, handshakesDown, up, down, payload }] of read.entries()) {
    const isStream = overHttp[index]?.traits.asks === 'once';
    assert.equal(handshakesUp > 0 && handshakesDown > 0, isStream, overHttp[index]?.id);
    assert.ok(handshakesUp <= up && handshakesDown + payload < down);
  }
  const sum = (way: 'up' | 'down') => read.reduce((bytes, figures) => bytes + figures[way], own()[way]);
  assert.equal(sum('up'), socket.bytesWritten);
  assert.equal(sum('down'), socket.bytesRead);
});

test('a lane of datagrams is fed, counted, delayed and cut off by the same feed, account and link', async (context) => {
  const market = markets.create(settings);
  const account = market.account('websocket');
  market.link.change({ ...idealLink, rtt: 100 });
  const client = createSocket('udp4');
  let received = 0;
  const arrivals: { seq: number; at: number }[] = [];
  let news = () => {};
  client.on('message', (datagram) => {
    received += datagram.length;
    for (const [json] of String(datagram).matchAll(/\{[^}]*\}/g)) {
      arrivals.push({ ...JSON.parse(json), at: performance.now() });
    }
    news();
  });
  const arrived = async (count: number) => {
    while (arrivals.length < count) await new Promise<void>((resolve) => (news = resolve));
  };

  const lane = await UdpLane.open(market.link, (port) => client.send('hello', port, '127.0.0.1'));
  context.after(() => {
    market.ticker.stop();
    lane.finish();
    client.close();
  });
  const meter = new Meter(lane);
  meter.begin(account);
  meter.establish(0);
  const made = new Map<number, number>();
  market.feed.listen(({ ticks }) => {
    for (const { seq } of ticks) made.set(seq, performance.now());
  });
  const encode = remember((batch: Batch) => Buffer.from(batch.ticks.map(({ json }) => json).join('')));
  const follower = market.feed.follow(undefined, lane, encode, {
    delivered: (batch) => meter.deliver(batch, 0),
  });
  await arrived(20);
  for (const { seq, at } of arrivals) assert.ok(at - (made.get(seq) ?? 0) >= 49, `tick ${seq}`);

  market.link.strike({ kind: 'outage', seconds: 0.2 });
  const before = arrivals.at(-1)?.seq ?? 0;
  await arrived(arrivals.length + 10);
  const seqs = arrivals.map(({ seq }) => seq);
  const hole = seqs.some((seq, i) => seq > before && seq - (seqs[i - 1] ?? seq) > 1);
  assert.ok(hole, 'what is sent while nothing passes is lost');

  market.ticker.pause();
  follower.stop();
  meter.end();
  const { up, down, payload, messages, handshakesUp, handshakesDown } = account.read();
  assert.deepEqual([up, down], [5, payload]);
  assert.deepEqual([handshakesUp, handshakesDown], [5, 0]);
  assert.ok(down > received && messages > arrivals.length);
});
