import type { Server } from 'node:http';
import type { Ports } from '@/lib/channel/ports';
import { withHealth } from './http/health';
import { withPorts } from './http/ports';
import { createRouter, type RouterOptions } from './http/router';
import { type MarketLimits, Markets } from './market/markets';
import type { SecureHandler } from './tls/listener';

/** All parts of the server, put together; it does not listen yet. */
export interface Assembled {
  server: Server;
  /** Takes what comes in over TLS. */
  secure: SecureHandler;
  markets: Markets;
  /** Lets go of what is held: streams end, held polls are answered, markets close. */
  release(): void;
}

export type AssembleOptions = Omit<RouterOptions, 'markets' | 'stopping'> & {
  /** Whether the page is there; without it, it always is. */
  isReady?: (() => boolean) | undefined;
  /** At which ports it listens, for a page that asks. */
  ports?: (() => Ports) | undefined;
};

/** Puts the server together around a page, whatever serves that. */
export function assemble(
  limits: MarketLimits,
  { isReady = () => true, ports = () => ({}), ...options }: AssembleOptions,
): Assembled {
  const stopping = new AbortController();
  const markets = new Markets(limits);
  const page = withHealth(withPorts(options.page, ports), () => {
    if (stopping.signal.aborted) return 'stopping';
    return isReady() ? 'ok' : 'starting';
  });
  const { server, secure } = createRouter({ ...options, page, markets, stopping: stopping.signal });
  return {
    server,
    secure,
    markets,
    release: () => {
      stopping.abort();
      markets.close();
    },
  };
}
