import type { Quote } from '@/lib/market/market';
import type { Tick } from '@/lib/market/tick';
import { epochNow } from '@/lib/measure/clock';
import { type Batch, batchOf, type EncodedTick } from './batch';
import { type BatchTaker, type DeliveryCounter, type Encode, Follower, type Sink } from './follower';
import { History } from './history';
import type { TickTaker } from './ticker';
import { Waiter } from './waiter';

/** A tick in the history: `json` is without the padding, so that it is not held 20,000 times. */
interface PastTick extends EncodedTick {
  at: number;
}

type Listener = (batch: Batch) => void;

/** The ticks of one market, with their history, and all who are given them. Every one is given the same batch. */
export class Feed implements TickTaker {
  private readonly history: History<PastTick>;
  private readonly listeners = new Set<Listener>();
  private readonly followers = new Set<BatchTaker>();
  private readonly waiters = new Set<Waiter>();
  private readonly quotes = new Map<string, Quote>();
  private newest = 0;
  private pad = '';

  /** @param historyMs how far back a client can resume */
  constructor(historyMs: number) {
    this.history = new History(historyMs);
  }

  /** The newest `seq`; 0 before the first tick. */
  get last(): number {
    return this.newest;
  }

  get listenerCount(): number {
    return this.listeners.size + this.followers.size + this.waiters.size;
  }

  /** Bytes of padding in each tick that goes out from now on. */
  set padding(bytes: number) {
    this.pad = bytes > 0 ? `,"pad":"${'x'.repeat(bytes)}"` : '';
  }

  /** The newest price of a stock; undefined before its first tick. */
  quote(symbol: string): Quote | undefined {
    return this.quotes.get(symbol);
  }

  /** Ticks have been created: they enter the history, and go out in one batch. */
  accept(ticks: readonly Tick[]): void {
    const encoded = ticks.map((tick) => this.encode(this.remember(tick)));
    this.newest = ticks.at(-1)?.seq ?? this.newest;
    this.history.prune(epochNow());
    const batch = batchOf(encoded, this.newest);
    for (const follower of this.followers) follower.take(batch);
    for (const waiter of this.waiters) waiter.take(batch);
    for (const listener of this.listeners) listener(batch);
  }

  goOnAfter(last: number): void {
    this.newest = last;
  }

  restore(tick: Tick): void {
    this.remember(tick);
  }

  restored(newest: readonly Quote[]): void {
    for (const quote of newest) this.quotes.set(quote.symbol, quote);
  }

  /** Nobody is given anything any more. */
  stop(): void {
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
    const { entries, gap } = this.history.after(since, this.newest);
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
  follow<Out = Buffer>(
    since: number | undefined,
    sink: Sink<Out>,
    encode: Encode<Out>,
    counter: DeliveryCounter,
  ): Follower<Out> {
    const follower = new Follower(this, this.followers, since, sink, encode, counter);
    follower.resume();
    return follower;
  }

  private remember(tick: Tick): PastTick {
    const { seq, at } = tick;
    const entry = { seq, at, json: JSON.stringify(tick) };
    this.history.push(entry);
    this.quotes.set(tick.symbol, tick);
    return entry;
  }

  private encode(entry: PastTick): EncodedTick {
    if (this.pad === '') return entry;
    return { seq: entry.seq, json: `${entry.json.slice(0, -1)}${this.pad}}` };
  }
}
