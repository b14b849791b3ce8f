import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect as connectRaw, createServer as createRawServer } from 'node:net';
import { test } from 'node:test';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { bytesDirect, writeDirectly } from './direct-write';

/** A key that both sides know takes the place of a certificate. */
const psk = Buffer.from('known to both of them');
const options = { ciphers: 'PSK', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;

test('what is written to a TLS socket never goes past its encryption', async () => {
  const server = createServer({ ...options, pskCallback: () => psk });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  // Between the two a relay sees what really crosses.
  let crossed = '';
  const relay = createRawServer((near) => {
    const far = connectRaw(port, '127.0.0.1');
    near.pipe(far).pipe(near);
    far.on('data', (data) => {
      crossed += data.toString('latin1');
    });
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');

  const accepted = once(server, 'secureConnection') as Promise<[TLSSocket]>;
  const client = connect({
    ...options,
    port: (relay.address() as AddressInfo).port,
    host: '127.0.0.1',
    pskCallback: () => ({ psk, identity: 'browser' }),
    checkServerIdentity: () => undefined,
  });
  const [socket] = await accepted;
  writeDirectly(socket);
  socket.write(Buffer.from('a secret tick'));
  const [data] = await once(client, 'data');
  assert.equal(String(data), 'a secret tick');
  assert.equal(bytesDirect(socket), 0);
  assert.ok(crossed.length > 'a secret tick'.length);
  assert.ok(!crossed.includes('secret'));
  for (const closable of [client, socket]) closable.destroy();
  relay.close();
  server.close();
});
