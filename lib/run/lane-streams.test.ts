import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type WebSocket, WebSocketServer } from 'ws';
import { epochNow } from '@/lib/measure/clock';
import { defaultScenario } from '@/lib/scenario/scenario';
import { type TechniqueId, techniqueOf } from '@/lib/techniques';
import { reached, startTestServer } from '@/server/testing/server';
import type { Loss } from './findings';
import { Lane } from './lane';

const guard = { timeout: 10_000 };

/** A lane of a market, and what it has lost. */
function laneOf(t: TestContext, id: TechniqueId, market: string) {
  const losses: Loss[] = [];
  let wake = () => {};
  const told = () => wake();
  const lane = new Lane(
    techniqueOf(id),
    {
      market,
      scenario: () => defaultScenario,
      clockOffset: () => 0,
      calmFrom: () => 0,
      interrupted: () => false,
      due: () => null,
      delivered: () => {},
      ticked: told,
      lost: (_lane, loss) => {
        losses.push(loss);
        wake();
      },
      traded: told,
    },
    0,
  );
  t.after(() => lane.stop('off'));
  const until = async (isSo: () => boolean) => {
    while (!isSo())
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };
  return { lane, losses, until };
}

async function listening(t: TestContext, server: ReturnType<typeof createServer>): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/markets/abc`;
}

test('a lane trades the technique’s own way, and no other when that is gone', guard, async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  const market = server.markets.create({ seed: 1, rate: 50, burst: 1, symbols: 2, padding: 0 });
  await reached(market.feed, 3);
  const { lane, until } = laneOf(t, 'websocket', `${server.origin}/api/markets/${market.id}`);
  lane.start();
  await until(() => lane.measured.prices.has('KITE'));
  const lastTrade = () => lane.trader.trade;
  void lane.trader.buyOrSell('buy', 'KITE', 100);
  assert.equal(lastTrade()?.kind, 'sent');
  await until(() => lastTrade()?.kind !== 'sent');
  assert.equal(lastTrade()?.kind, 'filled');
  assert.equal(market.account('websocket').requests, 1);

  lane.stop('off');
  // Until the lane has put the connection down.
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
  await lane.trader.buyOrSell('sell', 'KITE', 100);
  assert.deepEqual(lastTrade(), { kind: 'failed', side: 'sell', reason: 'not connected' });
});

for (const [what, text, reason] of [
  ['tick', '{"seq":"one"}', 'the server sent something that is no tick'],
  ['fill', '{"fill":3}', 'the server sent something that is no fill'],
] as const) {
  test(`a message that is no ${what} is the end of its connection`, guard, async (t) => {
    const http = createServer();
    const sockets = new WebSocketServer({ server: http });
    const market = await listening(t, http);
    const { lane, losses, until } = laneOf(t, 'websocket', market);
    const connected = once(sockets, 'connection') as Promise<[WebSocket]>;
    lane.start();
    const [socket] = await connected;
    const closed = once(socket, 'close');
    socket.send(text);
    await until(() => losses.length > 0);
    const { state } = lane;
    assert.equal(state.kind === 'waiting' && state.reason, reason);
    assert.deepEqual((await closed)[0], 1000);
  });
}

test(
  'of a stream that reconnects by itself each loss is told, and nobody says when it tries again',
  guard,
  async (t) => {
    const answers: ServerResponse[] = [];
    const server = createServer((_request, response) => {
      answers.push(response);
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('retry: 20\n\n');
    });
    const market = await listening(t, server);
    const { lane, losses, until } = laneOf(t, 'sse', market);
    const began = epochNow();
    lane.start();
    for (let count = 1; count <= 2; count++) {
      while (answers.length < count || lane.state.kind !== 'open') await new Promise(setImmediate);
      answers.at(-1)?.end();
      await until(() => losses.length === count);
      assert.deepEqual(lane.state, { kind: 'waiting', reason: 'the connection broke', retryIn: null });
    }
    const [first, second] = losses;
    assert.ok(first && second);
    // Nothing was ever heard: it is silent since it tried to connect, or since it was lost.
    assert.ok(first.silence > 0 && first.silence <= first.at - began);
    assert.ok(second.silence > 0 && second.silence <= second.at - first.at);
    lane.stop('off');
    assert.equal(lane.figures(1000).reconnects, 1);
  },
);
