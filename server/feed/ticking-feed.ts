import type { MarketSettings } from '@/lib/market/settings';
import { Feed } from './feed';
import { Ticker, type TickerState } from './ticker';

/** A feed and the ticker that fills it, in one process. */
export class TickingFeed {
  readonly feed: Feed;
  readonly ticker: Ticker;

  /**
   * @param historyMs how far back a client can resume
   * @param from where another process left off; without it the market begins now
   */
  constructor(settings: MarketSettings, historyMs: number, from?: TickerState) {
    this.feed = new Feed(historyMs);
    this.feed.padding = settings.padding;
    this.ticker = new Ticker(settings, this.feed, historyMs, from);
  }

  /** Takes effect with the next tick. */
  change(settings: MarketSettings): void {
    this.feed.padding = settings.padding;
    this.ticker.change(settings);
  }

  stop(): void {
    this.ticker.stop();
    this.feed.stop();
  }
}
