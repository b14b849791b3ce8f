import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PORTS_PATH, portsSchema } from '@/lib/channel/ports';
import { startTestServer } from '../testing/server';
import { connectSecurely, listenSecurely } from '../testing/tls';

test('a page that asks is told at which ports it is, and nothing where that is not known', async (t) => {
  const told = { http: 3000, https: { port: 3443, ownCertificate: true } };
  for (const [ports, expected] of [
    [() => told, told],
    [undefined, {}],
  ] as const) {
    const server = await startTestServer({ ports });
    t.after(() => server.stop());
    const response = await fetch(server.origin + PORTS_PATH);
    assert.equal(response.status, 200);
    assert.deepEqual(portsSchema.parse(await response.json()), expected);
    const posted = await fetch(server.origin + PORTS_PATH, { method: 'POST' });
    assert.equal(posted.status, 405);
    const { error } = (await posted.json()) as { error: { code: string } };
    assert.equal(error.code, 'method_not_allowed');
  }
});

test('it is told over TLS too', async (t) => {
  const server = await startTestServer({ ports: () => ({ http: 3000 }) });
  const secure = await listenSecurely(server);
  t.after(async () => {
    secure.listener.close();
    await server.stop();
  });
  const { socket } = await connectSecurely(secure, 'http/1.1');
  socket.write(`GET ${PORTS_PATH} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  let text = '';
  for await (const data of socket) text += data;
  assert.match(text, /\{"http":3000\}\n$/);
});
