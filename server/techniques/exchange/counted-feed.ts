import type { Batch } from '../../feed/batch';
import type { Feed } from '../../feed/feed';
import type { DeliveryCounter, Encode, Follower, Sink } from '../../feed/follower';
import type { Waiter } from '../../feed/waiter';
import type { ExchangeFeed } from './half';

/** One answer carries at most so many bytes of ticks; the client asks again for the rest. */
const ANSWER = 2 * 1024 * 1024;

/** A feed, of which all that is taken is counted as payload when it has left. */
export class CountedFeed implements ExchangeFeed {
  private readonly feed: Feed;
  private readonly answer: DeliveryCounter;
  private readonly stream: DeliveryCounter;

  /**
   * @param answer counts what goes into an answer that ends
   * @param stream counts what is written to a body without end, or to a connection that was upgraded
   */
  constructor(feed: Feed, answer: DeliveryCounter, stream: DeliveryCounter) {
    this.feed = feed;
    this.answer = answer;
    this.stream = stream;
  }

  since(since: number): Batch {
    return this.count(this.feed.since(since, ANSWER));
  }

  wait(since: number, patienceMs: number, answer: (batch: Batch) => void): Waiter {
    return this.feed.wait(since, patienceMs, (batch) => answer(this.count(batch)));
  }

  follow(since: number | undefined, sink: Sink, encode: Encode): Follower {
    return this.feed.follow(since, sink, encode, this.stream);
  }

  private count(batch: Batch): Batch {
    this.answer.delivered(batch);
    return batch;
  }
}
