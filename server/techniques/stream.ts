import type { ServerResponse } from 'node:http';
import type { Batch } from '../feed/feed';
import type { Exchange } from './half';

/**
 * Fills an answer that never ends, for the techniques that stream: what `encode` makes of each batch, only as fast as
 * the client takes it.
 *
 * @param heartbeat is sent every so often, so that both sides, and the proxies between them, see that the connection lives
 */
export function stream(
  { feed, heartbeatMs, stopping }: Exchange<unknown>,
  response: ServerResponse,
  options: { since: number | undefined; encode: (batch: Batch) => Buffer; heartbeat: string },
): void {
  const following = feed.follow(options.since, (batch) => response.write(options.encode(batch)));
  response.on('drain', following.resume);
  const heartbeat = setInterval(() => response.write(options.heartbeat), heartbeatMs);
  const end = () => response.end();
  stopping.addEventListener('abort', end);
  response.once('close', () => {
    following.stop();
    clearInterval(heartbeat);
    stopping.removeEventListener('abort', end);
  });
}
