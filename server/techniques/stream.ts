import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Batch } from '../feed/feed';
import { once } from '../feed/once';
import type { Exchange } from './half';

/** Bytes as one chunk of an answer whose length nobody knows yet (RFC 9112, 7.1). */
const chunk = once((bytes: Buffer) =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]),
);

/**
 * Fills an answer that never ends, for the techniques that stream: what `encode` makes of each batch, only as fast as
 * the client takes it.
 *
 * What is written is the same for all clients, so it is made into a chunk once, and each client costs one write of
 * bytes that are there already; `response.write` would make the chunk anew for each of them.
 *
 * @param heartbeat is sent when there is nothing else to say, so that both sides, and the proxies between them, see
 * that the connection lives
 */
export function stream(
  exchange: Exchange<unknown>,
  response: ServerResponse,
  options: { since: number | undefined; encode: (batch: Batch) => Buffer; heartbeat: Buffer },
): void {
  response.flushHeaders();
  // A request that came before the answer to the one ahead of it has to wait for the connection.
  if (response.socket) follow(exchange, response, response.socket, options);
  else response.once('socket', (socket) => setImmediate(follow, exchange, response, socket, options));
}

function follow(
  { request, feed, heartbeatMs, stopping }: Exchange<unknown>,
  response: ServerResponse,
  socket: Socket,
  { since, encode, heartbeat }: Parameters<typeof stream>[2],
): void {
  const isChunked = request.httpVersion !== '1.0';
  const write = (bytes: Buffer) => socket.write(isChunked ? chunk(bytes) : bytes);
  let idle = true;
  const following = feed.follow(since, (batch) => {
    idle = false;
    return write(encode(batch));
  });
  socket.on('drain', following.resume);
  const timer = setInterval(() => {
    if (idle) write(heartbeat);
    idle = true;
  }, heartbeatMs);
  const end = () => response.end();
  stopping.addEventListener('abort', end);
  response.once('close', () => {
    following.stop();
    clearInterval(timer);
    socket.off('drain', following.resume);
    stopping.removeEventListener('abort', end);
  });
}
