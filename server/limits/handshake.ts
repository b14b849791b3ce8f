import type { IncomingMessage } from 'node:http';
import { type Server, type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { HttpError, refuseUpgrade } from './errors';

/** The one version there is (RFC 6455, 4.4). */
const VERSION = '13';

/** Whether a request asks for what this server can change a connection to; other wishes are ignored (RFC 9110, 7.8). */
export function asksForWebSocket({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';
}

/** What is answered to a request that does not ask for a WebSocket, at an address where there is nothing else. */
export function onlyWebSocket({ method }: { readonly method?: string | undefined }): HttpError {
  if (method === 'GET') return upgradeRequired();
  return new HttpError(405, 'method_not_allowed', 'Allowed here: GET.', { Allow: 'GET' });
}

/** What is answered to a GET that has to ask for a WebSocket, and has not. */
export function upgradeRequired(headers: Record<string, string> = {}): HttpError {
  return new HttpError(426, 'upgrade_required', `This address speaks WebSocket only, version ${VERSION}.`, {
    ...headers,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
  });
}

/**
 * A server of WebSockets that are handed to it. It takes no extension and no subprotocol, leaves pongs to its WebSockets,
 * and says in the form of all errors what is wrong with a handshake.
 */
export function webSocketServer<Socket extends typeof WebSocket>(
  options: ServerOptions<Socket>,
): Server<Socket> {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    autoPong: false,
    handleProtocols: () => false,
    ...options,
  });
  server.on('wsClientError', (error, socket) => {
    refuseUpgrade(socket, new HttpError(400, 'bad_handshake', `${error.message}.`));
  });
  return server;
}

/** @throws HttpError 400 or 426 where it is no handshake of the version of today */
export function checkHandshake({ httpVersion, headers }: IncomingMessage): void {
  if (httpVersion === '1.0') throw new HttpError(400, 'bad_handshake', 'A WebSocket needs HTTP/1.1.');
  if (headers['sec-websocket-version'] !== VERSION)
    throw upgradeRequired({ 'Sec-WebSocket-Version': VERSION });
}
