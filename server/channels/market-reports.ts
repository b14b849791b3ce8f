import type { Report } from '@/lib/channel/control-messages';
import type { Watch } from '../link/link';
import type { Market } from '../market/markets';

/** Where a market stands, which answers a command. @param restored whether this server had not known it */
export function marketReport(
  { id, ticker, link }: Market,
  said: { to: number | undefined; secret: string; restored: boolean; capture: boolean },
): Report {
  const { settings, state } = ticker;
  return { type: 'market', market: id, settings, link: link.settings, state, ...said };
}

/** What each technique has cost so far. */
export function figuresReport({ id, ticker, accounts, shared }: Market): Report {
  const techniques = Object.fromEntries(
    [...accounts].map(([technique, account]) => [technique, account.read()]),
  );
  const bytes = shared.read();
  return {
    type: 'figures',
    market: id,
    state: ticker.state,
    techniques,
    ...(bytes.tls.up > 0 && { shared: bytes }),
  };
}

/** What was captured since the last such report, or null where nothing was. */
export function wireReport({ id, accounts }: Market, watch: Watch): Report | null {
  const { events, leftOut } = watch.take();
  if (events.length === 0 && leftOut === 0) return null;
  const counted = Object.fromEntries(
    [...accounts].map(([technique, account]) => {
      const { up, down } = account.read();
      return [technique, up + down];
    }),
  );
  return { type: 'wire', market: id, events, leftOut, counted };
}
