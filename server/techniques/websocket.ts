import { WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Batch } from '../feed/feed';
import { once } from '../feed/once';
import { upgradeHalf } from './half';
import { cursorSchema } from './query';

const server = new WebSocketServer({
  noServer: true,
  perMessageDeflate: false,
  clientTracking: false,
  maxPayload: 1024,
});

/** A client that has so much to read may ask for no more, bytes. */
const MAX_WAITING = 1024 * 1024;

/** The messages of a batch, one for each tick. */
const messages = once(({ gap, ticks }: Batch) => {
  const missed = gap ? [Buffer.from(JSON.stringify({ gap }))] : [];
  return [...missed, ...ticks.map(({ json }) => Buffer.from(json))];
});

/** One handshake, then a message for each tick. */
export default upgradeHalf({
  query: z.strictObject({ since: cursorSchema.optional() }),

  upgrade({ request, query, feed, heartbeatMs, stopping }, socket, head) {
    server.handleUpgrade(request, socket, head, (client) => {
      const following = feed.follow(query.since, (batch) => {
        for (const message of messages(batch)) client.send(message, { binary: false });
        return !socket.writableNeedDrain;
      });
      socket.on('drain', following.resume);
      socket.once('stuck', () => client.close(1013, 'you read too slowly; come back with since='));

      let alive = true;
      client.on('pong', () => {
        alive = true;
      });
      const heartbeat = setInterval(() => {
        // Whoever does not read cannot answer a ping: `stuck` finds them, and says why they have to go.
        if (client.readyState !== client.OPEN || socket.writableLength > 0) return;
        if (!alive) return client.terminate();
        alive = false;
        client.ping();
      }, heartbeatMs);

      client.on('message', (data) => {
        // Who asks and does not read would fill the memory with answers.
        if (client.bufferedAmount > MAX_WAITING && socket.writableNeedDrain) client.terminate();
        else if (data.toString() === 'ping') client.send('pong');
        else client.close(1008, 'the only message allowed is "ping"');
      });
      const end = () => client.close(1001, 'the server is stopping');
      stopping.addEventListener('abort', end);
      client.on('error', () => client.terminate());
      client.on('close', () => {
        following.stop();
        clearInterval(heartbeat);
        stopping.removeEventListener('abort', end);
      });
    });
  },
});
