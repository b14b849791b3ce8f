import type { Duplex } from 'node:stream';
import * as z from 'zod';
import { TRADE_BYTES, TRADE_FORM } from '@/lib/trade/trade';
import type { Batch } from '../feed/batch';
import type { Follower } from '../feed/follower';
import { once } from '../feed/once';
import { HttpError } from '../limits/errors';
import { checkHandshake, webSocketServer } from '../limits/handshake';
import { textFrame } from './exchange/frame';
import { type Exchange, serverHalf } from './exchange/half';
import { LiveSocket } from './exchange/live-socket';
import { cursorSchema } from './exchange/query';
import { tradeByPost } from './exchange/trades';

const query = z.strictObject({ since: cursorSchema.optional() });

/** The frames of a batch, a message for each tick. They are the same for all clients. */
const frames = once(({ gap, ticks }: Batch) => {
  const messages = ticks.map(({ json }) => json);
  if (gap) messages.unshift(JSON.stringify({ gap }));
  return Buffer.concat(messages.map(textFrame));
});

/** A client that follows the feed, and may trade. */
class Subscriber extends LiveSocket {
  private follower: Follower | undefined;
  private trade: Exchange<unknown>['trade'] | undefined;

  follow(exchange: Exchange<z.infer<typeof query>>, socket: Duplex): void {
    this.lookAfter(socket, exchange);
    this.trade = exchange.trade;
    // `this.send` would make the frames anew for each client.
    const follower = exchange.feed.follow(exchange.query.since, socket, frames);
    this.follower = follower;
    const stop = () => follower.stop();
    // Who ends their side is answered by the end of ours, behind which nothing can be written.
    socket.on('end', stop);
    this.on('close', stop);
  }

  override close(code?: number, reason?: string | Buffer): void {
    // No tick may follow a close frame.
    this.follower?.stop();
    super.close(code, reason);
  }

  protected heard(text: string): void {
    try {
      const answer = text === 'ping' ? 'pong' : this.trade?.(text);
      if (answer) this.send(answer);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      this.close(1008, `allowed are "ping" and trades: ${TRADE_FORM}`);
    }
  }
}

const server = webSocketServer({ WebSocket: Subscriber, clientTracking: false, maxPayload: TRADE_BYTES });

/** One handshake, then a message for each tick. */
export default serverHalf({
  upgrade: {
    query,

    upgrade(exchange, request, socket, head) {
      checkHandshake(request);
      server.handleUpgrade(request, socket, head, (client) => client.follow(exchange, socket));
    },
  },
  POST: tradeByPost,
});
