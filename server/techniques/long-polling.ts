import { z } from 'zod';
import type { Batch } from '../feed/batch';
import { httpHalf } from './half';
import { cursorSchema, secondsSchema } from './query';
import { sendTicks } from './send-ticks';

/** Answers when there is something to say, or when the time is up. */
export default httpHalf({
  query: z.strictObject({ since: cursorSchema.default(0), timeout: secondsSchema(1, 60).default(25) }),

  answer(exchange, response) {
    const { feed, query, stopping } = exchange;
    const behind = feed.since(query.since);
    if (behind.ticks.length > 0 || behind.gap) return sendTicks(exchange, response, behind);

    const stop = feed.listen(query.since, answer);
    const timeUp = () => answer(behind);
    const timer = setTimeout(timeUp, query.timeout * 1000);
    stopping.addEventListener('abort', timeUp);
    response.once('close', release);

    function answer(batch: Batch): void {
      release();
      sendTicks(exchange, response, batch);
    }
    function release(): void {
      stop();
      clearTimeout(timer);
      stopping.removeEventListener('abort', timeUp);
    }
  },
});
