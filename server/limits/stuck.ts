import type { Socket } from 'node:net';
import type { MeteredConnection } from '../meter/meter';

/**
 * Finds connections on which something waits to be sent and nothing has gone out from one look to the next: their
 * clients have stopped reading, or are no longer there. They are dropped, so that they cost no memory; whoever
 * wants to say something first listens to the socket's event `stuck`.
 *
 * @param everyMs time between two looks: a connection is dropped after one to two of these
 */
export function watchForStuck(
  everyMs: number,
  connections: Iterable<{ socket: Socket; meter: MeteredConnection }>,
): NodeJS.Timeout {
  const sent = new WeakMap<Socket, number>();
  return setInterval(() => {
    for (const { socket, meter } of connections) {
      if (socket.writableLength === 0) {
        sent.delete(socket);
        continue;
      }
      if (sent.get(socket) !== meter.sent) sent.set(socket, meter.sent);
      else if (!socket.emit('stuck')) socket.destroy();
    }
  }, everyMs);
}
