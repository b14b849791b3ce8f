import type { Server } from 'node:http';
import { createRouter, type RouterOptions } from './http/router';
import { type MarketLimits, Markets } from './market/markets';

/** All parts of the server, put together; it does not listen yet. */
export interface Assembled {
  server: Server;
  markets: Markets;
  /** Lets go of what is held: streams end, held polls are answered, markets close. */
  release(): void;
}

/** Puts the server together around a page, whatever serves that. */
export function assemble(
  limits: MarketLimits,
  options: Omit<RouterOptions, 'markets' | 'stopping'>,
): Assembled {
  const stopping = new AbortController();
  const markets = new Markets(limits);
  const server = createRouter({ ...options, markets, stopping: stopping.signal });
  return {
    server,
    markets,
    release: () => {
      stopping.abort();
      markets.close();
    },
  };
}
