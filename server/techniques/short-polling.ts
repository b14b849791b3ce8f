import { z } from 'zod';
import { httpHalf } from './exchange/half';
import { cursorSchema } from './exchange/query';
import { sendTicks } from './exchange/send-ticks';

/** Answers at once with all there is, even if it is nothing. */
export default httpHalf({
  query: z.strictObject({ since: cursorSchema.default(0) }),

  answer(exchange, response) {
    sendTicks(exchange, response, exchange.feed.since(exchange.query.since));
  },
});
