import { createServer } from 'node:http';
import { Server } from 'socket.io';
import type { Peer } from '../peer';
import { listen } from './listen';

/** Socket.IO over WebSocket alone: `emit` to all. */
const peer: Peer = {
  async start(feed) {
    const server = createServer();
    const io = new Server(server, { transports: ['websocket'], serveClient: false });
    feed.listen(({ ticks }) => {
      for (const { json } of ticks) io.emit('tick', JSON.parse(json));
    });
    return {
      port: await listen(server),
      path: '/socket.io/?EIO=4&transport=websocket',
      protocol: 'socket.io',
    };
  },
};
export default peer;
