import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { selfSigned } from '../tls/certificate';
import { createTlsListener } from '../tls/listener';
import type { TestServer } from './server';

/** A port at which a test server is reached over TLS. */
export interface SecurePort {
  port: number;
  listener: Server;
}

export async function listenSecurely({ secure }: TestServer): Promise<SecurePort> {
  const listener = createTlsListener(await selfSigned(['localhost', '127.0.0.1'], 1), secure);
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return { listener, port: (listener.address() as AddressInfo).port };
}

/** A client of it, and the server's end of the TCP connection below. */
export async function connectSecurely(
  { listener, port }: SecurePort,
  protocol: 'h2' | 'http/1.1',
): Promise<{ socket: TLSSocket; raw: Socket }> {
  const accepted = once(listener, 'connection') as Promise<[Socket]>;
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: [protocol] });
  await once(socket, 'secureConnect');
  const [raw] = await accepted;
  return { socket, raw };
}
