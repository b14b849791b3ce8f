import type { Duplex } from 'node:stream';
import * as z from 'zod';
import { about } from '@/lib/techniques/websocket/about';
import { TRADE_BYTES, TRADE_FORM } from '@/lib/trade/trade';
import { HttpError } from '../limits/errors';
import { checkHandshake, webSocketServer } from '../limits/handshake';
import { type Exchange, serverHalf } from './exchange/half';
import { LiveSocket } from './exchange/live-socket';
import { cursorSchema } from './exchange/query';
import { tradeByPost } from './exchange/trades';
import { checkOffer, perMessageDeflate } from './websocket/compression';
import { followFeed, type Subscription } from './websocket/follow';

const { encoding, compression } = about.settings;

const query = z.strictObject({
  since: cursorSchema.optional(),
  encoding: z.prefault(encoding.schema, encoding.standard),
  compression: z.prefault(compression.schema, compression.standard),
});

/** A client that follows the feed, and may trade. */
class Subscriber extends LiveSocket {
  private stop: (() => void) | undefined;
  private trade: Exchange<unknown>['trade'] | undefined;

  follow(exchange: Exchange<Subscription>, socket: Duplex): void {
    this.lookAfter(socket, exchange);
    this.trade = exchange.trade;
    // `this.send` would make the frames anew for each client.
    const stop = followFeed(exchange, socket);
    this.stop = stop;
    // Who ends their side is answered by the end of ours, behind which nothing can be written.
    socket.on('end', stop);
    this.on('close', stop);
  }

  override close(code?: number, reason?: string | Buffer): void {
    // No tick may follow a close frame.
    this.stop?.();
    super.close(code, reason);
  }

  protected heard(text: string): void {
    try {
      const answer = text === 'ping' ? 'pong' : this.trade?.(text);
      // What is not compressed leaves alone what compressed messages build on.
      if (answer) this.send(answer, { compress: false });
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      this.close(1008, `allowed are "ping" and trades: ${TRADE_FORM}`);
    }
  }
}

const serverFor = (compression: Subscription['compression']) =>
  webSocketServer({
    WebSocket: Subscriber,
    clientTracking: false,
    maxPayload: TRADE_BYTES,
    perMessageDeflate: perMessageDeflate[compression],
  });

/** One for each thing that a handshake may agree on. */
const servers = { off: serverFor('off'), on: serverFor('on'), 'no-takeover': serverFor('no-takeover') };

/** One handshake, then a message for each tick. */
export default serverHalf({
  upgrade: {
    query,

    upgrade(exchange, request, socket, head) {
      const { compression } = exchange.query;
      checkHandshake(request);
      checkOffer(request, compression);
      servers[compression].handleUpgrade(request, socket, head, (client) => client.follow(exchange, socket));
    },
  },
  POST: tradeByPost,
});
