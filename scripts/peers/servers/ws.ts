import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import type { Peer } from '../peer';
import { listen } from './listen';

/** The package ws as its own documentation broadcasts: `send` of the text to each client. */
const peer: Peer = {
  async start(feed) {
    const server = createServer();
    const sockets = new WebSocketServer({ server, perMessageDeflate: false });
    feed.listen(({ ticks }) => {
      for (const { json } of ticks) {
        for (const client of sockets.clients) client.send(json);
      }
    });
    return { port: await listen(server), path: '/', protocol: 'messages' };
  },
};
export default peer;
