import { randomInt } from 'node:crypto';
import * as z from 'zod';
import type { Batch } from '../feed/batch';
import { serverHalf } from './exchange/half';
import { cursorSchema } from './exchange/query';
import { stream, streamForm } from './exchange/stream';
import { tradeByPost } from './exchange/trades';

/** The events of a batch. The browser sends the last `id` back when it reconnects. */
const events = ({ gap, ticks }: Batch) => {
  const missed = gap ? `event: gap\nid: ${gap.to}\ndata: ${JSON.stringify({ gap })}\n\n` : '';
  return Buffer.from(missed + ticks.map(({ seq, json }) => `id: ${seq}\ndata: ${json}\n\n`).join(''));
};

// A comment would do as a heartbeat for proxies; a browser tells a page only of events.
const form = streamForm(events, ': heartbeat\nevent: heartbeat\ndata:\n\n');

/** One answer that never ends: an event for each tick. */
export default serverHalf({
  GET: {
    query: z.strictObject({ since: cursorSchema.optional() }),

    answer(exchange, response) {
      const { request, query } = exchange;
      const resumed = cursorSchema.safeParse(request.headers['last-event-id']);
      response.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        // A proxy must not collect events until it has a buffer full of them.
        'X-Accel-Buffering': 'no',
      });
      // Each client is told another time to wait before it reconnects, so that a crowd does not come back at once.
      response.write(`retry: ${randomInt(500, 1500)}\n\n`);
      stream(exchange, response, resumed.success ? resumed.data : query.since, form);
    },
  },
  POST: tradeByPost,
});
