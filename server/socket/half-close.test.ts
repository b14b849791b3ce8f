import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { idealLink } from '@/lib/link/settings';
import { reached, startTestServer } from '../testing/server';

for (const rtt of [0, 100]) {
  test(`a client that ends its side behind a poll is answered, over a round trip of ${rtt} ms`, async (t) => {
    const server = await startTestServer();
    t.after(() => server.stop());
    const market = server.markets.create({ seed: 1, rate: 100, burst: 1, symbols: 1, padding: 0 });
    await reached(market.feed, 1);
    market.link.change({ ...idealLink, rtt });
    const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.end(`GET /api/markets/${market.id}/poll?since=0 HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    assert.match(await text(socket), /^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n\{"ticks":\[\{"seq":1,.*\}\]\}$/);
  });
}
