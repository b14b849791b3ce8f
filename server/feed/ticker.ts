import { type Quote, quoteAt } from '@/lib/market/market';
import { dueAt, lastDue, type Schedule } from '@/lib/market/schedule';
import type { MarketSettings } from '@/lib/market/settings';
import type { Tick } from '@/lib/market/tick';
import { epochNow } from '@/lib/measure/clock';
import { HISTORY_TICKS } from './history';
import { inSlices } from './slices';

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
  /** The market goes on after tick `last`; those before it are restored one after the other. */
  goOnAfter(last: number): void;
  /** A tick of the past, which nobody waits for any more; the oldest first. */
  restore(tick: Tick): void;
  /** All of the past is restored. @param newest the newest price of each stock by then */
  restored(newest: readonly Quote[]): void;
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
  /** Gives up bringing back the past; null when it is there. */
  private giveUp: (() => void) | null = null;
  private readonly waiting: (() => void)[] = [];

  /**
   * @param historyMs how far back ticks are of use to anybody
   * @param from where another process left off: the market goes on from there, and what was due since then is handed
   * over with the time it was due, in slices, before the next tick is
   */
  constructor(settings: MarketSettings, taker: TickTaker, historyMs: number, from?: TickerState) {
    this.current = settings;
    this.taker = taker;
    this.newest = from ? newestOf(from) : { seq: 0, at: epochNow() };
    this.schedule = from ? from.schedule : this.scheduleFrom(0, epochNow());
    if (from) {
      taker.goOnAfter(this.newest.seq);
      const past = this.recall(settings, from.schedule, this.newest.seq, historyMs);
      this.giveUp = inSlices(past, () => this.recalled());
    } else this.arm();
  }

  /** Whether the past is there. */
  get ready(): boolean {
    return this.giveUp === null;
  }

  /** Calls `then` when the past is there, or will never be because the ticker was stopped; at once if it is. */
  whenReady(then: () => void): void {
    if (this.ready) then();
    else this.waiting.push(then);
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
    this.giveUp?.();
    this.recalled();
  }

  private scheduleFrom(seq: number, at: number): Schedule {
    const { seed, rate, burst } = this.current;
    return { seed, seq, at, rate, burst };
  }

  private arm(): void {
    clearTimeout(this.timer);
    if (!this.schedule || this.stopped || !this.ready) return;
    const wait = dueAt(this.schedule, this.newest.seq + 1) - epochNow();
    this.timer = setTimeout(() => this.tick(), Math.min(Math.max(0, wait), LONGEST_TIMER));
  }

  /** All that is due is created now, together. */
  private tick(): void {
    const { schedule } = this;
    if (!schedule) return;
    const last = lastDue(schedule, epochNow());
    const ticks: Tick[] = [];
    for (let seq = this.newest.seq + 1; seq <= last; seq++) {
      const tick = createTick(this.current, schedule, seq);
      this.newest = { seq, at: tick.at };
      ticks.push(tick);
    }
    this.arm();
    if (ticks.length > 0) this.taker.accept(ticks);
  }

  /** Brings back what was due while no process ran this market. @param last the newest tick of that time */
  private *recall(
    settings: MarketSettings,
    schedule: Schedule | null,
    last: number,
    historyMs: number,
  ): Iterator<void> {
    const { taker } = this;
    if (schedule) {
      const oldest = epochNow() - historyMs;
      for (let seq = Math.max(schedule.seq + 1, last - HISTORY_TICKS + 1); seq <= last; seq++) {
        if (dueAt(schedule, seq) >= oldest) taker.restore(createTick(settings, schedule, seq));
        yield;
      }
    }
    // The newest price of each stock, as far as the last ticks tell.
    const { seed, symbols } = settings;
    const quotes = new Map<string, Quote>();
    for (let seq = last; seq > Math.max(0, last - HISTORY_TICKS) && quotes.size < symbols; seq--) {
      const quote = quoteAt(seed, seq, symbols);
      if (!quotes.has(quote.symbol)) quotes.set(quote.symbol, quote);
      yield;
    }
    taker.restored([...quotes.values()]);
  }

  /** The past is there: what came due meanwhile is created now. */
  private recalled(): void {
    this.giveUp = null;
    this.arm();
    for (const then of this.waiting.splice(0)) then();
  }
}

/** Where a market stands by now. */
function newestOf({ seq, at, schedule }: TickerState): { seq: number; at: number } {
  if (!schedule) return { seq, at };
  const last = lastDue(schedule, epochNow());
  return last > seq ? { seq: last, at: dueAt(schedule, last) } : { seq, at };
}

/** A tick is stamped with when it was due: if the server is late, that is part of its latency. */
function createTick({ seed, symbols }: MarketSettings, schedule: Schedule, seq: number): Tick {
  const { symbol, price } = quoteAt(seed, seq, symbols);
  return { seq, symbol, price, at: Math.round(dueAt(schedule, seq) * 1000) / 1000 };
}
