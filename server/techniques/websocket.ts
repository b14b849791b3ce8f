import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { ORDER_BYTES, ORDER_FORM } from '@/lib/trader/order';
import type { Batch } from '../feed/batch';
import { once } from '../feed/once';
import { RateLimit } from '../limits/rate';
import { pingFrame, textFrame } from './frame';
import { upgradeHalf } from './half';
import { cursorSchema } from './query';

/** A client may say so much in the long run, and at once. */
const MESSAGES_PER_SECOND = 50;
const MESSAGES_AT_ONCE = 200;

const server = new WebSocketServer({
  noServer: true,
  perMessageDeflate: false,
  clientTracking: false,
  maxPayload: ORDER_BYTES,
});

/** A client that has so much to read may ask for no more, bytes. */
const MAX_WAITING = 1024 * 1024;

/** The frames of a batch, a message for each tick. They are the same for all clients. */
const frames = once(({ gap, ticks }: Batch) => {
  const messages = ticks.map(({ json }) => json);
  if (gap) messages.unshift(JSON.stringify({ gap }));
  return Buffer.concat(messages.map(textFrame));
});

/** One handshake, then a message for each tick. */
export default upgradeHalf({
  query: z.strictObject({ since: cursorSchema.optional() }),

  upgrade({ request, query, feed, trade, heartbeats, stopping }, socket, head) {
    server.handleUpgrade(request, socket, head, (client) => {
      // `client.send` would make the frames anew for each client.
      const sink = {
        write(bytes: Buffer) {
          return client.readyState === client.OPEN && socket.write(bytes);
        },
      };
      const follower = feed.follow(query.since, sink, frames);
      socket.on('drain', () => follower.resume());
      socket.once('stuck', () => client.close(1013, 'you read too slowly; come back with since='));

      let alive = true;
      client.on('pong', () => {
        alive = true;
      });
      const beat = heartbeats.add(() => {
        // Whoever does not read cannot answer a ping: `stuck` finds them, and says why they have to go.
        if (client.readyState !== client.OPEN || socket.writableLength > 0) return;
        if (!alive) return client.terminate();
        alive = false;
        socket.write(pingFrame);
      });

      const allowance = new RateLimit(MESSAGES_PER_SECOND, MESSAGES_AT_ONCE);
      client.on('message', (data) => {
        // Who asks and does not read would fill the memory with answers.
        if (client.bufferedAmount > MAX_WAITING && socket.writableNeedDrain) return client.terminate();
        if (!allowance.take()) return client.close(1008, `at most ${MESSAGES_PER_SECOND} messages a second`);
        const text = data.toString();
        const answer = text === 'ping' ? 'pong' : trade(text);
        if (answer) client.send(answer);
        else client.close(1008, `allowed are "ping" and orders: ${ORDER_FORM}`);
      });
      const end = stopping.add(() => client.close(1001, 'the server is stopping'));
      client.on('error', () => client.terminate());
      client.on('close', () => {
        follower.stop();
        heartbeats.remove(beat);
        stopping.remove(end);
      });
    });
  },
});
