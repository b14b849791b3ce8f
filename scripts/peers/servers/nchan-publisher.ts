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
    const path = `/${way}`;
    if (way === 'websocket') return { port, path, protocol: 'messages' };
    return { port, path, protocol: way === 'eventsource' ? 'event-stream' : 'marked-answers' };
  },
};
export default peer;
