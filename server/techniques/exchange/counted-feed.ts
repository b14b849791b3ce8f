import type { AnswerCounter } from '../../carrier/carrier';
import { type Batch, portion } from '../../feed/batch';
import type { Feed } from '../../feed/feed';
import type { DeliveryCounter, Encode, Follower, Sink } from '../../feed/follower';
import type { Waiter } from '../../feed/waiter';
import type { Delivery } from '../../meter/account';
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

  follow(since: number | undefined, sink: Sink, encode: Encode): Follower {
    return this.feed.follow(since, sink, encode, this.stream);
  }

  get uncounted(): Feed {
    return this.feed;
  }

  sent(ticks: Delivery): void {
    this.answer.delivered(ticks);
  }

  private count(batch: Batch): Batch {
    this.answer.delivered(batch);
    return batch;
  }
}
