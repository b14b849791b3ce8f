import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { RawClient, reached, startTestServer } from '../testing/server';

test('a connection may send 16 requests before the first is answered, and is cut at the next', async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  const market = server.markets.create({ seed: 1, rate: 100, burst: 1, symbols: 1, padding: 0 });
  await reached(market.feed, 1);
  market.ticker.pause();
  const path = `/api/markets/${market.id}`;
  const held = `GET ${path}/long-poll?since=${market.feed.last} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  const poll = `GET ${path}/poll HTTP/1.1\r\nHost: localhost\r\n\r\n`;

  const tooMany = new RawClient(server.port);
  const closed = once(tooMany.socket, 'close');
  tooMany.send(held + poll.repeat(16));
  await closed;
  assert.equal(tooMany.down, 0);

  const enough = new RawClient(server.port);
  enough.send(held + poll.repeat(15));
  const asked = once(server.server, 'request');
  await asked;
  market.ticker.resume();
  await enough.until(/(HTTP\/1\.1 200 [\s\S]*){16}/);
  await enough.close();
});
