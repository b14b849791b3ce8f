import * as z from 'zod';
import type { Batch } from '../feed/batch';
import { serverHalf } from './exchange/half';
import { cursorSchema } from './exchange/query';
import { stream, streamForm } from './exchange/stream';
import { tradeByPost } from './exchange/trades';

/** The lines of a batch: a gap if there is one, then each tick. */
const lines = ({ gap, ticks }: Batch) => {
  const missed = gap ? `${JSON.stringify({ gap })}\n` : '';
  return Buffer.from(missed + ticks.map(({ json }) => `${json}\n`).join(''));
};

// An empty line is no tick.
const form = streamForm(lines, '\n');

/** One answer that never ends: a line of JSON for each tick (newline-delimited JSON). */
export default serverHalf({
  GET: {
    query: z.strictObject({ since: cursorSchema.optional() }),

    answer(exchange, response) {
      response.writeHead(200, {
        'Content-Type': 'application/x-ndjson',
        'Cache-Control': 'no-store',
        // A proxy must not collect lines until it has a buffer full of them.
        'X-Accel-Buffering': 'no',
      });
      stream(exchange, response, exchange.query.since, form);
    },
  },
  POST: tradeByPost,
});
