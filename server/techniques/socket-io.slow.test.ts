import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { type FaultKind, faultKinds } from '@/lib/faults/faults';
import type { Lane } from '@/lib/run/lane';
import type { TechniqueSettings } from '@/lib/techniques/settings';
import type { Market } from '../market/markets';
import { connectedLane } from '../testing/lane';
import { RawClient, reached, startTestServer, type TestServer } from '../testing/server';

const settings = { seed: 1, rate: 50, burst: 1, symbols: 2, padding: 0 };
const guard = { timeout: 120_000 };

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

const pathOf = ({ id }: Market) => `/api/markets/${id}/socket-io`;
const laneOf = (market: Market, own: Partial<TechniqueSettings>): Promise<Lane> =>
  connectedLane(`${server.origin}/api/markets/${market.id}`, 'socket-io', own);

/** Lets a lane go on until it has what is newest now, and a bit; then nothing more comes, and nothing is on its way. */
async function caughtUp(lane: Lane, market: Market): Promise<void> {
  const target = market.feed.last + 10;
  while (lane.measured.cursor < target) await reached(market.feed, market.feed.last + 1);
}

/** A poll has come in, and waits for the next tick. */
async function pollOf({ id }: Market): Promise<void> {
  for (;;) {
    const [{ method, url }] = await once(server.server, 'request');
    if (method === 'GET' && url.includes(id)) return;
  }
}

/** A fault in the middle of a run. @returns what of the ticks was lost, doubled or out of order */
async function afterFault(kind: FaultKind, own: Partial<TechniqueSettings>) {
  const market = server.markets.create(settings);
  const lane = await laneOf(market, own);
  await caughtUp(lane, market);
  if (own.transports === 'polling') await pollOf(market);
  if (kind === 'restart') market.restartFeed();
  market.link.strike({ kind, seconds: 2 });
  // What has to be connected anew, so that it can be refused.
  if (kind === 'refuse' || kind === 'unavailable') market.link.strike({ kind: 'rst', seconds: 0 });
  await caughtUp(lane, market);
  const { lost, missed, doubled, outOfOrder } = lane.measured.order;
  lane.stop('off');
  return { lost: lost + missed, doubled, outOfOrder };
}

for (const transports of ['upgrade', 'websocket', 'polling'] as const) {
  describe(`by our cursor nothing is lost and nothing doubled: ${transports}`, { concurrency: true }, () => {
    for (const { kind, name } of faultKinds) {
      test(name, guard, async () => {
        assert.deepEqual(await afterFault(kind, { transports }), { lost: 0, doubled: 0, outOfOrder: 0 });
      });
    }
  });
}

describe('after a cut', { concurrency: true }, () => {
  for (const transports of ['upgrade', 'websocket', 'polling'] as const) {
    test(`the library alone loses what was sent meanwhile: ${transports}`, guard, async () => {
      const { lost, doubled } = await afterFault('rst', { transports, resume: 'nothing' });
      // It waits 0.5 s at least before it comes back, and the market ticks 50 times a second.
      assert.ok(lost >= 10, `${lost} lost`);
      assert.equal(doubled, 0);
    });

    test(`its own recovery brings that back: ${transports}`, guard, async () => {
      assert.deepEqual(await afterFault('rst', { transports, resume: 'recovery' }), {
        lost: 0,
        doubled: 0,
        outOfOrder: 0,
      });
    });
  }
});

test('a poll that brings only a heartbeat is empty', guard, async () => {
  const market = server.markets.create({ ...settings, rate: 0.1 });
  market.ticker.pause();
  const client = new RawClient(server.port);
  const base = `${pathOf(market)}?EIO=4&transport=polling`;
  client.get(base);
  const [, sid] = /"sid":"([^"]+)"/.exec(await client.until(/"maxPayload":\d+\}/)) ?? [];
  client.send(
    `POST ${base}&sid=${sid} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: 2\r\n\r\n40`,
  );
  await client.until(/\r\n\r\nok/);
  client.get(`${base}&sid=${sid}`);
  await client.until(/\r\n\r\n40\{/);
  assert.equal(market.account('socket-io').read().empty, 0);
  client.get(`${base}&sid=${sid}`);
  await client.until(/\r\n\r\n2$/);
  const { requests, empty } = market.account('socket-io').read();
  assert.deepEqual({ requests, empty }, { requests: 4, empty: 1 });
  await client.close();
});
