import type { Report } from '@/lib/channel/control-messages';
import type { Market } from '../market/markets';

/** Where a market stands, which answers a command. @param restored whether this server had not known it */
export function marketReport({ id, feed }: Market, restored: boolean): Report {
  return { type: 'market', market: id, settings: feed.settings, state: feed.state, restored };
}

/** What each technique has cost so far. */
export function figuresReport({ id, feed, accounts }: Market): Report {
  const techniques = Object.fromEntries(
    [...accounts].map(([technique, account]) => [technique, account.read()]),
  );
  return { type: 'figures', market: id, state: feed.state, techniques };
}

/** What was captured since the last such report, or null where nothing was. */
export function wireReport({ id, line, accounts }: Market): Report | null {
  if (!line.capture.on) return null;
  const { events, leftOut } = line.capture.take();
  if (events.length === 0 && leftOut === 0) return null;
  const counted = Object.fromEntries(
    [...accounts].map(([technique, account]) => {
      const { up, down } = account.read();
      return [technique, up + down];
    }),
  );
  return { type: 'wire', market: id, events, leftOut, counted };
}
