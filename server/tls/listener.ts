import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Identity } from './certificate';

/** A client has so long to shake hands, ms. */
const HANDSHAKE_MS = 10_000;

/** The names of the protocols that are spoken here, each with its length before it (RFC 7301, 3.1). */
const PROTOCOLS = Buffer.from('\x02h2\x08http/1.1', 'latin1');

/** Where connections go that have come over TLS. */
export interface SecureHandler {
  /**
   * Whether a connection is let in: before it costs a handshake.
   *
   * @returns takes it once the handshake is done; null where it is not let in
   */
  admit(raw: Socket): { take(socket: TLSSocket): void; leave(): void } | null;
}

/** Listens for TLS, and hands over each connection when its handshake is done. It does not listen yet. */
export function createTlsListener({ key, cert }: Identity, handler: SecureHandler): Server {
  const secureContext = createSecureContext({ key, cert });
  // Without noDelay, a small frame of HTTP/2 would wait for the other side's acknowledgement.
  return createServer({ noDelay: true }, (raw) => {
    raw.on('error', () => raw.destroy());
    const admitted = handler.admit(raw);
    if (!admitted) {
      raw.destroy();
      return;
    }
    const socket = new TLSSocket(raw, { isServer: true, secureContext, ALPNProtocols: PROTOCOLS });
    const patience = setTimeout(() => raw.destroy(), HANDSHAKE_MS);
    const failed = () => {
      clearTimeout(patience);
      admitted.leave();
    };
    socket.on('error', () => raw.destroy());
    socket.once('close', failed);
    socket.once('secure', () => {
      clearTimeout(patience);
      socket.off('close', failed);
      admitted.take(socket);
    });
  });
}
