import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { after, test } from 'node:test';
import { idealLink } from '@/lib/link/settings';
import type { Batch } from '../feed/batch';
import { once as remember } from '../feed/once';
import { Markets } from '../market/markets';
import { Meter } from '../meter/meter';
import { UdpLane } from './udp-lane.fixture';

const settings = { seed: 3, rate: 100, burst: 1, symbols: 3, padding: 0 };

const markets = new Markets({ maxMarkets: 10, idleMs: 60_000, historyMs: 60_000 });
after(() => markets.close());

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
