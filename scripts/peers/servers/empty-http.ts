import { createServer } from 'node:http';
import type { Peer } from '../peer';
import { listen } from './listen';

/** A server that does nothing but answer: as many requests a second as there can be. */
const peer: Peer = {
  async start() {
    const server = createServer((_request, response) => response.end('{"ticks":[]}'));
    return { port: await listen(server), path: '/', protocol: 'answers' };
  },
};
export default peer;
