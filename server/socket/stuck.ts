import { logLimit } from '../log/log';
import type { TcpConnection } from './tcp-connection';

/**
 * Finds connections on which something waits to be sent and nothing has gone out from one look to the next: their
 * clients have stopped reading, or are no longer there. They are dropped, so that they cost no memory; a technique that
 * wants to say something first listens to the socket's event `stuck`.
 *
 * @param everyMs time between two looks: a connection is dropped after one to two of these
 */
export function watchForStuck(everyMs: number, connections: Iterable<TcpConnection>): NodeJS.Timeout {
  const sent = new WeakMap<TcpConnection, number>();
  return setInterval(() => {
    for (const connection of connections) {
      const { socket, down } = connection;
      if (socket.writableLength === 0) sent.delete(connection);
      else if (sent.get(connection) !== down) sent.set(connection, down);
      else {
        logLimit('reads_too_slowly');
        if (!socket.emit('stuck')) socket.destroy();
      }
    }
  }, everyMs);
}
