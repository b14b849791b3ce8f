import { type Quote, quoteAt } from '@/lib/market/market';
import { dueAt, lastDue, type Schedule } from '@/lib/market/schedule';
import type { MarketSettings } from '@/lib/market/settings';
import type { Tick } from '@/lib/market/tick';
import { epochNow } from '@/lib/measure/clock';
import { HISTORY_TICKS } from './history';

/** Where a ticker stands; enough to go on from in another process. */
export interface TickerState {
  /** The newest tick. */
  seq: number;
  /** When the newest tick was due, server epoch ms. */
  at: number;
  /** The schedule in force, or null while paused. */
  schedule: Schedule | null;
}

/** Who takes the ticks of a ticker. */
export interface TickTaker {
  /** Ticks that have just been created, by `seq`. */
  accept(ticks: readonly Tick[]): void;
  /**
   * Ticks of the past, which nobody waits for any more.
   *
   * @param newest the newest price of each stock by now
   * @param last the newest `seq` by now
   */
  restore(past: readonly Tick[], newest: readonly Quote[], last: number): void;
}

/** A timer takes no more, ms; beyond it fires at once, again and again. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The clock of one market: makes its ticks on schedule. What becomes of them is not its business. */
export class Ticker {
  private current: MarketSettings;
  private schedule: Schedule | null;
  private readonly taker: TickTaker;
  private timer: NodeJS.Timeout | undefined;
  private newest: { seq: number; at: number };
  private stopped = false;

  /**
   * @param historyMs how far back ticks are of use to anybody
   * @param from where another process left off: the market goes on from there, and what was due since then is handed
   * over with the time it was due
   */
  constructor(settings: MarketSettings, taker: TickTaker, historyMs: number, from?: TickerState) {
    this.current = settings;
    this.taker = taker;
    this.newest = { seq: from?.seq ?? 0, at: from?.at ?? epochNow() };
    this.schedule = from ? from.schedule : this.scheduleFrom(0, epochNow());
    if (from) this.recall(historyMs);
    this.arm();
  }

  get settings(): MarketSettings {
    return this.current;
  }

  get state(): TickerState {
    return { ...this.newest, schedule: this.schedule };
  }

  /** Takes effect with the next tick. */
  change(settings: MarketSettings): void {
    this.current = settings;
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
  }

  private scheduleFrom(seq: number, at: number): Schedule {
    const { seed, rate, burst } = this.current;
    return { seed, seq, at, rate, burst };
  }

  private arm(): void {
    clearTimeout(this.timer);
    if (!this.schedule || this.stopped) return;
    const wait = dueAt(this.schedule, this.newest.seq + 1) - epochNow();
    this.timer = setTimeout(() => this.tick(), Math.min(Math.max(0, wait), LONGEST_TIMER));
  }

  /** All that is due is created now, together. */
  private tick(): void {
    const { schedule } = this;
    if (!schedule) return;
    const last = lastDue(schedule, epochNow());
    const ticks: Tick[] = [];
    for (let seq = this.newest.seq + 1; seq <= last; seq++) ticks.push(this.create(seq, schedule));
    this.arm();
    if (ticks.length > 0) this.taker.accept(ticks);
  }

  /** Brings back what was due while no process ran this market. */
  private recall(historyMs: number): void {
    const { schedule, newest } = this;
    const past: Tick[] = [];
    if (schedule) {
      const now = epochNow();
      const last = lastDue(schedule, now);
      for (let seq = Math.max(schedule.seq + 1, last - HISTORY_TICKS + 1); seq <= last; seq++) {
        if (dueAt(schedule, seq) >= now - historyMs) past.push(this.create(seq, schedule));
      }
      this.newest = last > newest.seq ? { seq: last, at: dueAt(schedule, last) } : newest;
    }
    this.taker.restore(past, this.newestQuotes(), this.newest.seq);
  }

  /** The newest price of each stock, as far as the last ticks tell. */
  private newestQuotes(): Quote[] {
    const { seed, symbols } = this.current;
    const quotes = new Map<string, Quote>();
    const oldest = Math.max(1, this.newest.seq - HISTORY_TICKS);
    for (let seq = this.newest.seq; seq >= oldest && quotes.size < symbols; seq--) {
      const quote = quoteAt(seed, seq, symbols);
      if (!quotes.has(quote.symbol)) quotes.set(quote.symbol, quote);
    }
    return [...quotes.values()];
  }

  /** A tick is stamped with when it was due: if the server is late, that is part of its latency. */
  private create(seq: number, schedule: Schedule): Tick {
    const { symbol, price } = quoteAt(this.current.seed, seq, this.current.symbols);
    const at = Math.round(dueAt(schedule, seq) * 1000) / 1000;
    this.newest = { seq, at };
    return { seq, symbol, price, at };
  }
}
