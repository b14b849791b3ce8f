import * as z from 'zod';
import { serverHalf } from './exchange/half';
import { cursorSchema, secondsSchema } from './exchange/query';
import { sendTicks } from './exchange/send-ticks';
import { tradeByPost } from './exchange/trades';

/** Answers when there is something to say, or when the time is up. */
export default serverHalf({
  GET: {
    query: z.strictObject({ since: cursorSchema.default(0), timeout: secondsSchema(1, 60).default(25) }),

    answer(exchange, response) {
      const { feed, query, closables } = exchange;
      const behind = feed.since(query.since);
      if (behind.ticks.length > 0 || behind.gap) return sendTicks(exchange, response, behind);

      const waiter = feed.wait(query.since, query.timeout * 1000, (batch) =>
        sendTicks(exchange, response, batch),
      );
      closables.add(waiter);
      response.on('close', () => {
        waiter.stop();
        closables.delete(waiter);
      });
    },
  },
  POST: tradeByPost,
});
