import type { Feed } from '../feed/feed';

/** The fastest a market ticks, ticks/s. */
const FAST = 200;

/**
 * Lets a new feed make its first tick, and pauses it: whoever asks has an answer then, and nothing more happens until
 * all clients are there.
 */
export function firstTick(feed: Feed): Promise<void> {
  const { settings } = feed;
  return new Promise((resolve) => {
    const stop = feed.listen(() => {
      stop();
      feed.pause();
      feed.change(settings);
      resolve();
    });
    feed.change({ ...settings, rate: FAST });
    feed.resume();
  });
}
