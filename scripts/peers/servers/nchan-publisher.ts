import { once } from 'node:events';
import { connect } from 'node:net';
import type { Peer } from '../peer';

/**
 * Gives each tick to nginx, by one request on a connection that stays; the subscribers ask nginx itself.
 *
 * @param argument `<port> <way to subscribe>`
 */
const peer: Peer = {
  async start(feed, argument) {
    const [text, way] = argument.split(' ');
    const port = Number(text);
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    socket.resume();
    feed.listen(({ ticks }) => {
      for (const { json } of ticks) {
        socket.write(
          `POST /publish HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${json.length}\r\n\r\n${json}`,
        );
      }
    });
    const address = { port, path: `/${way}` };
    if (way === 'websocket') return { ...address, kind: 'websocket', dialect: 'plain' };
    if (way === 'eventsource') return { ...address, kind: 'stream' };
    return { ...address, kind: 'poll', intervalMs: null, cursor: 'etag' };
  },
};
export default peer;
