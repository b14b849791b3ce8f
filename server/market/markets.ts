import { randomBytes } from 'node:crypto';
import { formatCountOf } from '@/lib/figures/format';
import type { MarketSettings } from '@/lib/market/settings';
import { type Stock, stocks } from '@/lib/market/symbols';
import type { TechniqueId } from '@/lib/techniques';
import type { Feed } from '../feed/feed';
import type { Ticker, TickerState } from '../feed/ticker';
import { TickingFeed } from '../feed/ticking-feed';
import { HttpError } from '../limits/errors';
import { Link } from '../link/link';
import { Account } from '../meter/account';
import { SharedAccount } from '../meter/shared';
import { works } from '../socket/undocumented';

/** The newest price of a stock, and the tick that made it. */
export interface Priced {
  seq: number;
  price: number;
}

/** One simulated stock market: its ticks, the network to its page, and what each technique has cost on it. */
export interface Market {
  id: string;
  readonly feed: Feed;
  readonly ticker: Ticker;
  /** Whether its past is there; until then nothing may be asked of the feed. */
  readonly ready: boolean;
  /** Calls `then` when the past is there, or when the market is closed. */
  whenReady(then: () => void): void;
  /** The network between this market and its page. */
  readonly link: Link;
  /** Takes effect with the next tick. */
  change(settings: MarketSettings): void;
  /** Throws the feed away, with all who listen to it, and makes it anew from the seed. */
  restartFeed(): void;
  /** The stocks that are traded here. */
  readonly stocks: readonly Stock[];
  /** The newest price of a stock; before its first tick that at which it opens, with `seq` 0. null if not traded here. */
  price(symbol: string): Priced | null;
  /** The account of a technique, opened at its first use. */
  account(technique: TechniqueId): Account;
  readonly accounts: ReadonlyMap<TechniqueId, Account>;
  /** What its techniques share of the connections that they use together. */
  readonly shared: SharedAccount;
  /**
   * Keeps the market alive until the returned function is called.
   *
   * @param gone is called where it is dropped nevertheless
   */
  use(gone?: () => void): () => void;
}

export interface MarketLimits {
  /** Markets open at once, `demo` not among them. */
  maxMarkets: number;
  /** Of these, how many may have been opened from one address; all of them where that is not set. */
  maxMarketsPerAddress?: number;
  /** How long a market outlives its last use. */
  idleMs: number;
  /** How far back a client can resume. */
  historyMs: number;
}

/** The market that is always open. */
export const DEMO_MARKET = 'demo';

const DEMO: MarketSettings = { seed: 1, rate: 2, burst: 1, symbols: 4, padding: 0 };
/** All markets of this server. Each page has its own, so that nobody disturbs anybody; `demo` is always there. */
export class Markets {
  private readonly limits: MarketLimits;
  private readonly open = new Map<string, OpenMarket>();

  constructor(limits: MarketLimits) {
    this.limits = limits;
    const demo = new OpenMarket(DEMO_MARKET, DEMO, limits, () => {});
    demo.use();
    this.open.set(demo.id, demo);
  }

  get size(): number {
    return this.open.size - 1;
  }

  /** @throws HttpError 404 where there is no such market */
  get(id: string): Market {
    const market = this.open.get(id);
    if (market) return market;
    throw new HttpError(
      404,
      'market_not_found',
      `There is no market "${id}": a page's market is dropped ${this.limits.idleMs / 1000} s after its last use. The market "demo" is always open.`,
    );
  }

  has(id: string): boolean {
    return this.open.has(id);
  }

  /**
   * Opens a market, with a new name or with a given one. When all are in use, one whose page has left it makes room.
   *
   * @param openedFrom the address whose share it is of
   * @throws HttpError 503 when the limit is reached, or the share
   */
  create(
    settings: MarketSettings,
    id = randomBytes(12).toString('base64url'),
    from?: TickerState,
    openedFrom?: string,
  ): Market {
    if (openedFrom !== undefined) this.checkShare(openedFrom);
    if (this.size >= this.limits.maxMarkets) this.dropOne(({ isLeft }) => isLeft);
    if (this.size >= this.limits.maxMarkets) {
      throw new HttpError(
        503,
        'too_many_markets',
        `All ${this.limits.maxMarkets} markets of this server are in use. Close a page of it, or try again in ${this.limits.idleMs / 1000} s.`,
        { 'Retry-After': String(Math.ceil(this.limits.idleMs / 1000)) },
      );
    }
    const onIdle = () => {
      // Another may have taken the name since.
      if (this.open.get(id) === market) this.drop(id);
    };
    const market = new OpenMarket(id, settings, this.limits, onIdle, from, openedFrom);
    this.open.set(id, market);
    return market;
  }

  /** Its page has left it: it is dropped at once, or when the last one who uses it leaves. */
  leave(id: string): void {
    this.open.get(id)?.leave();
  }

  /** Drops a market, whoever uses it. */
  drop(id: string): void {
    const market = this.open.get(id);
    this.open.delete(id);
    market?.drop();
  }

  close(): void {
    for (const market of this.open.values()) market.close();
    this.open.clear();
  }

  /** Drops the first market that is so. @returns whether there was one */
  private dropOne(isSo: (market: OpenMarket) => boolean): boolean {
    const found = [...this.open.values()].find(isSo);
    if (found) this.drop(found.id);
    return found !== undefined;
  }

  /** Where a share is used up, a market makes room that its page has left or nobody uses. @throws HttpError 503 */
  private checkShare(address: string): void {
    const { maxMarketsPerAddress: atMost = Number.POSITIVE_INFINITY } = this.limits;
    const isItsOwn = ({ openedFrom }: OpenMarket) => openedFrom === address;
    if ([...this.open.values()].filter(isItsOwn).length < atMost) return;
    if (this.dropOne((market) => isItsOwn(market) && (market.isLeft || !market.isUsed))) return;
    throw new HttpError(
      503,
      'too_many_markets_of_address',
      `One address may have ${formatCountOf(atMost, 'market')} of this server. Close a page of it, or set MAX_MARKETS_PER_ADDRESS on the server.`,
    );
  }
}

class OpenMarket implements Market {
  readonly id: string;
  readonly openedFrom: string | undefined;
  readonly link = new Link(works.interposition);
  readonly accounts = new Map<TechniqueId, Account>();
  readonly shared = new SharedAccount();
  private source: TickingFeed;
  private readonly limits: MarketLimits;
  private readonly onIdle: () => void;
  private users = 0;
  private left = false;
  private closed = false;
  private readonly toTell = new Set<() => void>();
  private idle: NodeJS.Timeout | undefined;

  constructor(
    id: string,
    settings: MarketSettings,
    limits: MarketLimits,
    onIdle: () => void,
    from?: TickerState,
    openedFrom?: string,
  ) {
    this.id = id;
    this.openedFrom = openedFrom;
    this.source = new TickingFeed(settings, limits.historyMs, from);
    this.limits = limits;
    this.onIdle = onIdle;
    this.waitForUse();
  }

  get feed(): Feed {
    return this.source.feed;
  }

  get ticker(): Ticker {
    return this.source.ticker;
  }

  get ready(): boolean {
    return this.ticker.ready;
  }

  whenReady(then: () => void): void {
    // The feed may be restarted while its past is being brought back.
    if (this.ready) then();
    else this.ticker.whenReady(() => this.whenReady(then));
  }

  get stocks(): readonly Stock[] {
    return stocks.slice(0, this.ticker.settings.symbols);
  }

  price(symbol: string): Priced | null {
    const traded = this.stocks.find((stock) => stock.symbol === symbol);
    if (!traded) return null;
    const { seq, price } = this.feed.quote(symbol) ?? { seq: 0, price: traded.open };
    return { seq, price };
  }

  change(settings: MarketSettings): void {
    this.source.change(settings);
  }

  restartFeed(): void {
    if (this.closed) return;
    const { settings, state } = this.ticker;
    this.source.stop();
    this.source = new TickingFeed(settings, this.limits.historyMs, state);
  }

  account(technique: TechniqueId): Account {
    let account = this.accounts.get(technique);
    if (!account) {
      account = new Account(this.shared);
      this.accounts.set(technique, account);
    }
    return account;
  }

  get isUsed(): boolean {
    return this.users > 0;
  }

  /** Whether its page has left it, and others use it. */
  get isLeft(): boolean {
    return this.left;
  }

  use(gone?: () => void): () => void {
    clearTimeout(this.idle);
    this.users++;
    if (gone) {
      this.toTell.add(gone);
      // Its page has come back.
      this.left = false;
    }
    let used = true;
    return () => {
      if (!used) return;
      used = false;
      this.users--;
      if (gone) this.toTell.delete(gone);
      if (this.users === 0) this.waitForUse();
    };
  }

  leave(): void {
    // Another channel of its page may have taken it over.
    if (this.toTell.size > 0) return;
    this.left = true;
    if (this.users === 0) this.onIdle();
  }

  /** Ends it under those who use it: they learn of it, and their connections are cut. */
  drop(): void {
    this.close();
    this.link.strike({ kind: 'rst', seconds: 0 });
    for (const gone of this.toTell) gone();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.idle);
    this.source.stop();
  }

  private waitForUse(): void {
    if (this.closed) return;
    if (this.left) {
      this.onIdle();
      return;
    }
    this.idle = setTimeout(this.onIdle, this.limits.idleMs);
    this.idle.unref();
  }
}
