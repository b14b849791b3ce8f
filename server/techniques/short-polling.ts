import { z } from 'zod';
import { httpHalf } from './half';
import { cursorSchema } from './query';
import { sendTicks } from './send-ticks';

/** Answers at once with all there is, even if it is nothing. */
export default httpHalf({
  query: z.strictObject({ since: cursorSchema.default(0) }),

  answer(exchange, response) {
    sendTicks(exchange, response, exchange.feed.since(exchange.query.since));
  },
});
