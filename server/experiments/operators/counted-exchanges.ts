import * as z from 'zod';
import type { TechniqueFigures } from '@/lib/channel/control-messages';
import { HttpError } from '../../limits/errors';
import type { Market, Markets } from '../../market/markets';
import { Account } from '../../meter/account';
import type { ExperimentCall } from '../experiment';

/** Exchanges of one market are told apart by so many names at most. */
const MOST_NAMES = 16;

/** The page's market, by its name; what the exchange is booked under. */
export const exchangeQuery = {
  market: z.string().regex(/^[\w-]{1,40}$/, { error: 'must be the name of a market' }),
  as: z
    .string()
    .regex(/^[a-z0-9-]{1,24}$/, { error: 'must be up to 24 of a-z, 0-9 and -' })
    .default('other'),
};

/** Exchanges of experiments with the markets of their pages, each kind counted by its name. */
export class CountedExchanges {
  private readonly markets: Markets;
  /** They go with their markets. */
  private readonly accounts = new WeakMap<Market, Map<string, Account>>();

  constructor(markets: Markets) {
    this.markets = markets;
  }

  /**
   * Begins an exchange: its bytes are booked under its name.
   *
   * @returns the market, which stays until the exchange is over
   * @throws HttpError 404 where there is no such market, 429 where it has too many names
   */
  begin({ carrier, query }: ExperimentCall<{ market: string; as: string }>): Market {
    const market = this.markets.get(query.market);
    carrier.begin(this.account(market, query.as));
    carrier.hold(market.use());
    return market;
  }

  /** What each kind of exchange has cost so far, and each technique of the market. */
  read(id: string): Record<string, TechniqueFigures> {
    const market = this.markets.get(id);
    const all = [...market.accounts, ...(this.accounts.get(market) ?? [])];
    return Object.fromEntries(all.map(([name, account]) => [name, account.read()]));
  }

  private account(market: Market, name: string): Account {
    let accounts = this.accounts.get(market);
    if (!accounts) {
      accounts = new Map();
      this.accounts.set(market, accounts);
    }
    const known = accounts.get(name);
    if (known) return known;
    if (accounts.size >= MOST_NAMES)
      throw new HttpError(429, 'too_many_names', `One market has ${MOST_NAMES} names for exchanges.`);
    const account = new Account();
    accounts.set(name, account);
    return account;
  }
}
