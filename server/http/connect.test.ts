import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { RawClient, startTestServer } from '../testing/server';

test('a client that breaks off behind a refused CONNECT does no harm', async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  for (let again = 0; again < 10; again++) {
    const accepted = once(server.server, 'connection');
    const client = new RawClient(server.port);
    const [socket] = await accepted;
    // `once` would fail at the error that is expected.
    const closed = new Promise((resolve) => socket.on('close', resolve));
    client.send('CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n');
    assert.match(await client.until(/\}\n$/), /^HTTP\/1\.1 501 /);
    client.socket.resetAndDestroy();
    await closed;
  }
});
