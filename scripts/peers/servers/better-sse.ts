import { createServer } from 'node:http';
import { createChannel, createSession } from 'better-sse';
import type { Peer } from '../peer';
import { listen } from './listen';

/** The package better-sse: `broadcast` on a channel in which all sessions are. */
const peer: Peer = {
  async start(feed) {
    const channel = createChannel();
    // The text of a tick is JSON already.
    const server = createServer((request, response) => {
      void createSession(request, response, { serializer: String }).then((session) =>
        channel.register(session),
      );
    });
    feed.listen(({ ticks }) => {
      for (const { seq, json } of ticks) channel.broadcast(json, 'message', { eventId: String(seq) });
    });
    return { port: await listen(server), path: '/', protocol: 'event-stream' };
  },
};
export default peer;
