import type { Report } from '@/lib/channel/control-messages';
import type { Market } from '../market/markets';

/** Where a market stands, which answers a command. @param restored whether this server had not known it */
export function marketReport({ id, ticker }: Market, restored: boolean): Report {
  return { type: 'market', market: id, settings: ticker.settings, state: ticker.state, restored };
}

/** What each technique has cost so far. */
export function figuresReport({ id, ticker, accounts }: Market): Report {
  const techniques = Object.fromEntries(
    [...accounts].map(([technique, account]) => [technique, account.read()]),
  );
  return { type: 'figures', market: id, state: ticker.state, techniques };
}

/** What was captured since the last such report, or null where nothing was. */
export function wireReport({ id, link, accounts }: Market): Report | null {
  if (!link.capture.on) return null;
  const { events, leftOut } = link.capture.take();
  if (events.length === 0 && leftOut === 0) return null;
  const counted = Object.fromEntries(
    [...accounts].map(([technique, account]) => {
      const { up, down } = account.read();
      return [technique, up + down];
    }),
  );
  return { type: 'wire', market: id, events, leftOut, counted };
}
