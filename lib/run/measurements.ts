import type { TechniqueFigures } from '@/lib/channel/control-messages';
import { parseMessage } from '@/lib/connection/message';
import type { Tick } from '@/lib/market/tick';
import { epochNow } from '@/lib/measure/clock';
import { Histogram } from '@/lib/measure/histogram';
import { type Order, OrderCheck } from '@/lib/measure/order-check';
import { Receipts } from '@/lib/measure/receipts';
import { Recovery } from '@/lib/measure/recovery';
import { Staleness } from '@/lib/measure/staleness';
import type { LaneFigures, LanePrice } from './snapshot';

/** What measuring needs to know of the browser around it. */
export interface MeasuringContext {
  /** Server clock minus own clock, ms. */
  clockOffset(): number;
  /** Whether this browser was unable to measure at some time between `from` and `to`, ms of the page's own clock. */
  interrupted(from: number, to: number): boolean;
  /** When a tick is due, ms of the page's own clock; null where the market does not come to it. */
  due(seq: number): number | null;
  /** A tick was received; `latency` in ms is null where it does not count. */
  ticked(latency: number | null): void;
}

/** The wire is reported within seconds; at 200 ticks a second this is ten of them. */
const ARRIVALS = 2000;

/** A tick may seem to come before it was due by the error of the clocks' comparison, which is less than this, ms. */
const MOST_EARLY_MS = 500;

const NOTHING: TechniqueFigures = {
  requests: 0,
  empty: 0,
  connections: 0,
  messages: 0,
  payload: 0,
  up: 0,
  down: 0,
};

/** What is measured of one technique: of the ticks it brought, here, and of its traffic, by the server. */
export class Measurements {
  readonly latencies = new Histogram();
  /** The latest ticks whose latency counts. */
  readonly receipts = new Receipts();
  /** The newest price of each stock. */
  readonly prices = new Map<string, LanePrice>();
  /** When the latest ticks were received, by `seq`, in server epoch ms. */
  readonly arrivals = new Map<number, number>();
  private readonly context: MeasuringContext;
  private readonly staleness = new Staleness();
  private readonly check: OrderCheck;
  private setAside = 0;
  private readonly recovery = new Recovery();
  /** Ticks from before are not judged: nobody was there to receive them. On the page's own clock, ms. */
  private joinedAt = 0;
  /** Since when somebody is there to receive them; null while nobody is. */
  private watchedSince: number | null = Number.NEGATIVE_INFINITY;
  private counted = NOTHING;
  /** What was counted before the server was restarted. */
  private base = NOTHING;

  /** @param cursor the `seq` before the first tick that is expected */
  constructor(cursor: number, context: MeasuringContext) {
    this.check = new OrderCheck(cursor);
    this.context = context;
  }

  /** The last `seq` that has been received. */
  get cursor(): number {
    return this.check.cursor;
  }

  get order(): Order {
    return this.check.order;
  }

  /** From now on, and from the tick after `seq`; what was before is not expected any more. */
  join(seq: number): void {
    this.check.skipTo(seq);
    this.joinedAt = epochNow();
    this.watchedSince = this.joinedAt;
  }

  /** Nobody is there to receive anything any more: what is missing by now stays missing, and no longer than that. */
  leave(): void {
    const now = epochNow();
    const since = this.missingSince(now);
    if (since !== null) this.staleness.add(since, now);
    this.recovery.end(since !== null, now);
    this.watchedSince = null;
  }

  /** Goes on after the last tick that was received. */
  resume(): void {
    this.watchedSince ??= epochNow();
  }

  /** A fault was made. @param over when its effect ends, on the page's own clock, ms */
  fault(over: number): void {
    this.recovery.fault(over);
  }

  /** Takes the server's figures; they only grow, until another server takes over. */
  count(figures: TechniqueFigures): void {
    this.counted = figures;
  }

  /** The server was restarted and counts from 0. */
  carryOver(): void {
    this.base = sum(this.base, this.counted);
    this.counted = NOTHING;
  }

  /** Takes the text of a message. @throws where it is none */
  receive(text: string): void {
    const received = epochNow();
    const { gap, ticks } = parseMessage(text);
    if (gap) {
      this.endSpell(received);
      this.check.gap(gap);
    }
    for (const tick of ticks) this.take(tick, received);
  }

  /** @param elapsed ms the run has lasted */
  figures(elapsed: number): Omit<LaneFigures, 'reconnects' | 'trader'> {
    const { requests, empty, connections, payload, up, down } = sum(this.base, this.counted);
    const { order, latencies } = this;
    const now = epochNow();
    const since = this.missingSince(now);
    const { ms, longest } = this.staleness.asOf(since, now);
    return {
      latency: {
        p50: latencies.percentile(0.5),
        p90: latencies.percentile(0.9),
        p99: latencies.percentile(0.99),
        max: latencies.percentile(1),
        count: latencies.count,
      },
      staleness: { ms, longest, share: elapsed > 0 ? Math.min(1, ms / elapsed) : 0 },
      order,
      requests,
      empty,
      connections,
      payload,
      overhead: up + down - payload,
      up,
      down,
      bytes: up + down,
      bytesPerTick: order.received > 0 ? (up + down) / order.received : null,
      recovery: this.recovery.asOf(since !== null, now),
      setAside: this.setAside,
    };
  }

  private take(tick: Tick, received: number): void {
    // What it overtakes was missing until now.
    if (tick.seq > this.cursor + 1) this.endSpell(received);
    const isNew = this.check.add(tick.seq);
    if (!isNew) return;
    const offset = this.context.clockOffset();
    const at = tick.at - offset;
    this.remember(tick.seq, received + offset);
    const previous = this.prices.get(tick.symbol)?.price ?? null;
    this.prices.set(tick.symbol, { price: tick.price, previous, seq: tick.seq, at });
    if (at < this.joinedAt) return;
    // Nothing comes before it is due: until the clocks are compared anew, one of them has jumped.
    const isImpossible = received < at - MOST_EARLY_MS;
    if (isImpossible || this.context.interrupted(at, received)) {
      this.recovery.received(at, received, false);
      this.setAside++;
      this.context.ticked(null);
      return;
    }
    this.recovery.received(at, received);
    const latency = Math.max(0, received - at);
    this.latencies.add(latency);
    this.staleness.add(Math.max(at, this.watchedSince ?? received), received);
    this.receipts.add(tick.seq, at, received);
    this.context.ticked(latency);
  }

  /** Since when a price is missing that is due, ms of the page's own clock; null where none is. */
  private missingSince(now: number): number | null {
    const due = this.context.due(this.cursor + 1);
    if (due === null || due >= now || this.watchedSince === null) return null;
    const since = Math.max(due, this.watchedSince);
    return this.context.interrupted(since, now) ? null : since;
  }

  /** Something newer has come in the place of what was missing. */
  private endSpell(now: number): void {
    const since = this.missingSince(now);
    if (since !== null) this.staleness.add(since, now);
  }

  private remember(seq: number, at: number): void {
    this.arrivals.set(seq, at);
    for (const oldest of this.arrivals.keys()) {
      if (this.arrivals.size <= ARRIVALS) break;
      this.arrivals.delete(oldest);
    }
  }
}

function sum(a: TechniqueFigures, b: TechniqueFigures): TechniqueFigures {
  return {
    requests: a.requests + b.requests,
    empty: a.empty + b.empty,
    connections: a.connections + b.connections,
    messages: a.messages + b.messages,
    payload: a.payload + b.payload,
    up: a.up + b.up,
    down: a.down + b.down,
  };
}
