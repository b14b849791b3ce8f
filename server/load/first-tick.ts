import type { TickingFeed } from '../feed/ticking-feed';

/** The fastest a market ticks, ticks/s. */
const FAST = 200;

/**
 * Lets a new feed make its first tick, and pauses it: whoever asks has an answer then, and nothing more happens until
 * all clients are there.
 */
export function firstTick(market: Pick<TickingFeed, 'feed' | 'ticker' | 'change'>): Promise<void> {
  const { feed, ticker } = market;
  const { settings } = ticker;
  return new Promise((resolve) => {
    const stop = feed.listen(() => {
      stop();
      ticker.pause();
      market.change(settings);
      resolve();
    });
    market.change({ ...settings, rate: FAST });
    ticker.resume();
  });
}
