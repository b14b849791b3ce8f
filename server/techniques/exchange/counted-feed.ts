import type { AnswerCounter } from '../../carrier/carrier';
import { type Batch, portion } from '../../feed/batch';
import type { Feed } from '../../feed/feed';
import type { DeliveryCounter, Encode, Follower, Sink } from '../../feed/follower';
import type { Waiter } from '../../feed/waiter';
import type { ExchangeFeed } from './half';

/** A feed, of which all that is taken is counted as payload when it has left. */
export class CountedFeed implements ExchangeFeed {
  private readonly feed: Feed;
  private readonly answer: AnswerCounter;
  private readonly stream: DeliveryCounter;

  /**
   * @param answer counts what goes into an answer that ends, and says how much may
   * @param stream counts what is written to a body without end, or to a connection that was upgraded
   */
  constructor(feed: Feed, answer: AnswerCounter, stream: DeliveryCounter) {
    this.feed = feed;
    this.answer = answer;
    this.stream = stream;
  }

  since(since: number): Batch {
    return this.count(this.feed.since(since, this.answer.room));
  }

  wait(since: number, patienceMs: number, answer: (batch: Batch) => void): Waiter {
    return this.feed.wait(since, patienceMs, (batch) => answer(this.count(portion(batch, this.answer.room))));
  }

  follow<Written>(
    since: number | undefined,
    sink: Sink<Written>,
    encode: Encode<Written>,
    counter: DeliveryCounter = this.stream,
  ): Follower {
    return this.feed.follow(since, sink, encode, counter);
  }

  private count(batch: Batch): Batch {
    this.answer.delivered(batch);
    return batch;
  }
}
