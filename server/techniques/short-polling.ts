import * as z from 'zod';
import { serverHalf } from './exchange/half';
import { cursorSchema } from './exchange/query';
import { sendTicks } from './exchange/send-ticks';
import { tradeByPost } from './exchange/trades';

/** Answers at once with all there is, even if it is nothing. */
export default serverHalf({
  GET: {
    query: z.strictObject({ since: cursorSchema.default(0) }),

    answer(exchange, response) {
      sendTicks(exchange, response, exchange.feed.since(exchange.query.since));
    },
  },
  POST: tradeByPost,
});
