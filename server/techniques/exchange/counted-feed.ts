import type { Batch } from '../../feed/batch';
import type { Feed } from '../../feed/feed';
import type { Encode, Follower, Sink } from '../../feed/follower';
import type { Waiter } from '../../feed/waiter';
import type { Account } from '../../meter/account';
import type { ExchangeFeed } from './half';

/** One answer carries at most so many bytes of ticks; the client asks again for the rest. */
const ANSWER = 2 * 1024 * 1024;

/** A feed, of which all that is taken is counted. */
export class CountedFeed implements ExchangeFeed {
  private readonly feed: Feed;
  private readonly account: Account;

  constructor(feed: Feed, account: Account) {
    this.feed = feed;
    this.account = account;
  }

  since(since: number): Batch {
    return this.count(this.feed.since(since, ANSWER));
  }

  wait(since: number, patienceMs: number, answer: (batch: Batch) => void): Waiter {
    return this.feed.wait(since, patienceMs, (batch) => answer(this.count(batch)));
  }

  follow(since: number | undefined, sink: Sink, encode: Encode): Follower {
    return this.feed.follow(since, sink, encode, this.account);
  }

  private count(batch: Batch): Batch {
    this.account.delivered(batch);
    return batch;
  }
}
