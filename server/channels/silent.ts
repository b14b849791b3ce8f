import type { WebSocket } from 'ws';

/** Ends a WebSocket whose other side is no longer there: one that does not answer a ping before the next is due. */
export function dropWhenSilent(client: WebSocket, everyMs: number): void {
  let alive = true;
  client.on('pong', () => {
    alive = true;
  });
  const heartbeat = setInterval(() => {
    if (!alive) {
      client.terminate();
      return;
    }
    alive = false;
    client.ping();
  }, everyMs);
  client.once('close', () => clearInterval(heartbeat));
}
