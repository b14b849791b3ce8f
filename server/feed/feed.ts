import { quoteAt } from '@/lib/market/market';
import { dueAt, lastDue, type Schedule } from '@/lib/market/schedule';
import type { MarketSettings } from '@/lib/market/settings';
import { type Stock, stocks } from '@/lib/market/symbols';
import { epochNow } from '@/lib/measure/clock';
import { type Batch, batchOf, type EncodedTick } from './batch';
import { type Encode, Follower, type Sink, type Tally } from './follower';
import { HISTORY_TICKS, History } from './history';
import { Waiter } from './waiter';

/** A tick in the history: `json` is without the padding, so that it is not held 20,000 times. */
interface PastTick extends EncodedTick {
  at: number;
}

/** Where a feed stands; enough to go on from in another process. */
export interface FeedState {
  /** The newest tick. */
  seq: number;
  /** When the newest tick came into being, server epoch ms. */
  at: number;
  /** The schedule in force, or null while paused. */
  schedule: Schedule | null;
}

/** A price, and the tick that made it. */
export interface Priced {
  seq: number;
  price: number;
}

type Listener = (batch: Batch) => void;

/** A timer takes no more, ms; beyond it fires at once, again and again. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The server's stream of ticks of one market, with its history. Every listener is given the same batch. */
export class Feed {
  private current: MarketSettings;
  private schedule: Schedule | null;
  private readonly history: History<PastTick>;
  private readonly historyMs: number;
  private readonly listeners = new Set<Listener>();
  private readonly followers = new Set<Follower>();
  private readonly waiters = new Set<Waiter>();
  private timer: NodeJS.Timeout | undefined;
  private newest: { seq: number; at: number };
  private readonly prices = new Map<string, Priced>();
  private pad = '';
  private stopped = false;

  /**
   * @param from where another process left off: the market goes on from there, and what was due since then
   * enters the history with the time it was due
   */
  constructor(settings: MarketSettings, historyMs: number, from?: FeedState) {
    this.current = settings;
    this.historyMs = historyMs;
    this.history = new History(historyMs);
    this.newest = { seq: from?.seq ?? 0, at: from?.at ?? epochNow() };
    this.schedule = from ? from.schedule : this.scheduleFrom(0, epochNow());
    this.setPadding();
    if (from?.schedule) this.recall(from.schedule);
    this.recallPrices();
    this.arm();
  }

  get settings(): MarketSettings {
    return this.current;
  }

  get state(): FeedState {
    return { ...this.newest, schedule: this.schedule };
  }

  /** The newest price of each stock that is traded; before its first tick that at which it opens, with `seq` 0. */
  price(symbol: string): Priced | null {
    const traded = this.tradedStocks.find((stock) => stock.symbol === symbol);
    if (!traded) return null;
    return this.prices.get(symbol) ?? { seq: 0, price: traded.open };
  }

  get tradedStocks(): readonly Stock[] {
    return stocks.slice(0, this.current.symbols);
  }

  get listenerCount(): number {
    return this.listeners.size + this.followers.size + this.waiters.size;
  }

  /** Takes effect with the next tick. */
  change(settings: MarketSettings): void {
    this.current = settings;
    this.setPadding();
    if (this.schedule) this.resume();
  }

  pause(): void {
    this.schedule = null;
    this.arm();
  }

  resume(): void {
    this.schedule = this.scheduleFrom(this.newest.seq, epochNow());
    this.arm();
  }

  stop(): void {
    this.stopped = true;
    this.pause();
    this.listeners.clear();
    this.followers.clear();
    for (const waiter of this.waiters) waiter.stop();
  }

  /**
   * The ticks after `since` that the history holds, oldest first.
   *
   * @param atMost bytes of them; at least one tick is given, and the rest is there to be asked for
   */
  since(since: number, atMost = Number.POSITIVE_INFINITY): Batch {
    this.history.prune(epochNow());
    const { entries, gap } = this.history.after(since, this.newest.seq);
    const ticks: EncodedTick[] = [];
    let payload = 0;
    for (const entry of entries) {
      const bytes = entry.json.length + this.pad.length;
      if (ticks.length > 0 && payload + bytes > atMost) break;
      ticks.push(this.encode(entry));
      payload += bytes;
    }
    const last = ticks.at(-1)?.seq ?? gap?.to ?? since;
    return gap ? { gap, ticks, last, payload } : { ticks, last, payload };
  }

  /** Calls `listener` with each batch from now on, until the returned function is called. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Calls `answer` once: with the next ticks after `since`, or without any when `patienceMs` are over.
   *
   * @param since the client's cursor; one that is ahead of the market waits for the tick after it
   */
  wait(since: number, patienceMs: number, answer: Listener): Waiter {
    return new Waiter(this.waiters, since, patienceMs, answer);
  }

  /**
   * First what the client has missed since its cursor, then each batch as it comes: a stream that resumes.
   *
   * @param since the client's cursor; without one it starts with the next tick
   * @param encode what a batch is on the wire; the same function for all clients of a technique
   */
  follow(since: number | undefined, sink: Sink, encode: Encode, tally: Tally): Follower {
    const follower = new Follower(this, this.followers, since, sink, encode, tally);
    follower.resume();
    return follower;
  }

  private scheduleFrom(seq: number, at: number): Schedule {
    const { seed, rate, burst } = this.current;
    return { seed, seq, at, rate, burst };
  }

  private setPadding(): void {
    const { padding } = this.current;
    this.pad = padding > 0 ? `,"pad":"${'x'.repeat(padding)}"` : '';
  }

  private arm(): void {
    clearTimeout(this.timer);
    if (!this.schedule || this.stopped) return;
    const wait = dueAt(this.schedule, this.newest.seq + 1) - epochNow();
    this.timer = setTimeout(() => this.tick(), Math.min(Math.max(0, wait), LONGEST_TIMER));
  }

  /** All that is due comes into being now, in one batch. */
  private tick(): void {
    if (!this.schedule) return;
    const now = epochNow();
    const last = lastDue(this.schedule, now);
    const ticks: EncodedTick[] = [];
    for (let seq = this.newest.seq + 1; seq <= last; seq++) ticks.push(this.encode(this.create(seq, now)));
    this.history.prune(now);
    this.arm();
    if (ticks.length === 0) return;
    const batch = batchOf(ticks, last);
    for (const follower of this.followers) follower.take(batch);
    for (const waiter of this.waiters) waiter.take(batch);
    for (const listener of this.listeners) listener(batch);
  }

  /** Brings back what was due while no process ran this market. */
  private recall(schedule: Schedule): void {
    const now = epochNow();
    const last = lastDue(schedule, now);
    const first = Math.max(schedule.seq + 1, last - HISTORY_TICKS + 1);
    for (let seq = first; seq <= last; seq++) {
      const at = dueAt(schedule, seq);
      if (at >= now - this.historyMs) this.create(seq, at);
    }
    if (last > this.newest.seq) this.newest = { seq: last, at: dueAt(schedule, last) };
  }

  /** Finds the newest price of each stock among the ticks of another process, of which the history has none. */
  private recallPrices(): void {
    const { seed, symbols } = this.current;
    const oldest = Math.max(1, this.newest.seq - HISTORY_TICKS);
    for (let seq = this.newest.seq; seq >= oldest && this.prices.size < symbols; seq--) {
      const { symbol, price } = quoteAt(seed, seq, symbols);
      if (!this.prices.has(symbol)) this.prices.set(symbol, { seq, price });
    }
  }

  private create(seq: number, at: number): PastTick {
    const { symbol, price } = quoteAt(this.current.seed, seq, this.current.symbols);
    const stamp = Math.round(at * 1000) / 1000;
    const entry = { seq, at: stamp, json: JSON.stringify({ seq, symbol, price, at: stamp }) };
    this.history.push(entry);
    this.prices.set(symbol, { seq, price });
    this.newest = { seq, at: stamp };
    return entry;
  }

  private encode(entry: PastTick): EncodedTick {
    if (this.pad === '') return entry;
    return { seq: entry.seq, json: `${entry.json.slice(0, -1)}${this.pad}}` };
  }
}
