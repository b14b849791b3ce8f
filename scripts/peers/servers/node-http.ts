import { createServer, type ServerResponse } from 'node:http';
import type { Peer } from '../peer';
import { listen } from './listen';

/** SSE as tutorials write it: `response.write` of the text to each. */
const peer: Peer = {
  async start(feed) {
    const responses = new Set<ServerResponse>();
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.flushHeaders();
      responses.add(response);
      response.once('close', () => responses.delete(response));
    });
    feed.listen(({ ticks }) => {
      for (const { seq, json } of ticks) {
        const event = `id: ${seq}\ndata: ${json}\n\n`;
        for (const response of responses) response.write(event);
      }
    });
    return { port: await listen(server), path: '/', protocol: 'event-stream' };
  },
};
export default peer;
