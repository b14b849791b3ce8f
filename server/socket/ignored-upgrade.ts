import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { requestText } from '../wire/request-text';

/**
 * Has a request answered as if it had not asked for another protocol (RFC 9110, 7.8). Node hands over each request that
 * does, as soon as one of them is wanted: this one is put back in front of what comes behind it, without its wish, and
 * read once more.
 *
 * @param head what came behind it already
 */
export function ignoreUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { method, url, httpVersion } = request;
  const rawHeaders = request.rawHeaders.filter(
    (_, at, all) => all[at - (at % 2)]?.toLowerCase() !== 'upgrade',
  );
  const plain = requestText({ method, url, httpVersion, rawHeaders }, '');
  request.socket.setTimeout(0);
  socket.unshift(Buffer.concat([plain, head]));
  server.emit('connection', socket);
}
