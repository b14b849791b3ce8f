import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { needs } from '../testing/programs';
import { reached, startTestServer, type TestServer } from '../testing/server';
import { listenSecurely, type SecurePort } from '../testing/tls';

// A program that others have written, and that counts by itself what it gets.

const run = promisify(execFile);

const REQUESTS = 400;

/** A frame that says that a connection ends (RFC 9113, 6.8), bytes. */
const GOAWAY = 17;

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

test(
  'h2load has every request answered over HTTP/2, and counts the bytes that were counted',
  needs('h2load'),
  async () => {
    const market = server.markets.create({ seed: 1, rate: 50, burst: 1, symbols: 2, padding: 0 });
    await reached(market.feed, 5);
    market.ticker.pause();
    const { last } = market.feed;
    const body = `{"ticks":[${market.feed
      .since(last - 1, 1024)
      .ticks.map(({ json }) => json)
      .join()}]}`;
    const address = `https://127.0.0.1:${secure.port}/api/markets/${market.id}/poll?since=${last - 1}`;
    const { stdout } = await run('h2load', ['-n', `${REQUESTS}`, '-c', '4', '-m', '10', address]);
    assert.match(stdout, /Application protocol: h2\n/);
    assert.match(
      stdout,
      new RegExp(`requests: ${REQUESTS} total, .* ${REQUESTS} succeeded, 0 failed, 0 errored, 0 timeout`),
    );
    assert.match(stdout, new RegExp(`status codes: ${REQUESTS} 2xx, 0 3xx, 0 4xx, 0 5xx`));
    const [, total, data] =
      /traffic: \S+ \((\d+)\) total, \S+ \(\d+\) headers .*, \S+ \((\d+)\) data/.exec(stdout) ?? [];
    const { requests, messages, down } = market.account('short-polling').read();
    const { frames, connections, streams } = market.shared.read();
    assert.deepEqual([requests, messages, connections, streams], [REQUESTS, REQUESTS, 4, REQUESTS]);
    assert.equal(Number(data), REQUESTS * body.length);
    // It does not wait for the farewell of a connection.
    const unread = down + frames.down - Number(total);
    assert.ok(unread % GOAWAY === 0 && unread >= 0 && unread <= connections * GOAWAY, `${unread} bytes`);
  },
);
