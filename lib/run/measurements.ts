import type { TechniqueFigures } from '@/lib/channel/control-messages';
import { parseMessage } from '@/lib/connection/message';
import type { Tick } from '@/lib/market/tick';
import { epochNow } from '@/lib/measure/clock';
import { Histogram } from '@/lib/measure/histogram';
import { type Order, OrderCheck } from '@/lib/measure/order-check';
import { Receipts } from '@/lib/measure/receipts';
import { Staleness } from '@/lib/measure/staleness';
import type { LaneFigures, LanePrice } from './snapshot';

/** What measuring needs to know of the browser around it. */
export interface MeasuringContext {
  /** Server clock minus own clock, ms. */
  clockOffset(): number;
  /** Whether this browser was unable to measure at some time between `from` and `to`, ms of the page's own clock. */
  interrupted(from: number, to: number): boolean;
  /** A tick was received; `latency` in ms is null where it does not count. */
  ticked(latency: number | null): void;
}

/** The wire is reported within seconds; at 200 ticks a second this is ten of them. */
const ARRIVALS = 2000;

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
  /** Ticks from before are not judged: nobody was there to receive them. Server epoch ms. */
  private joinedAt = 0;
  /** When the last fault was over, server epoch ms; null once the lane has recovered from it. */
  private faultOver: number | null = null;
  private recovery: number | null = null;
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
    this.joinedAt = epochNow() + this.context.clockOffset();
  }

  /** A fault was made. @param over when its effect ends, server epoch ms */
  fault(over: number): void {
    this.faultOver = Math.max(over, this.faultOver ?? 0);
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
    if (gap) this.check.gap(gap);
    for (const tick of ticks) this.take(tick, received);
  }

  /** @param elapsed ms the run has lasted */
  figures(elapsed: number): Omit<LaneFigures, 'reconnects' | 'trader'> {
    const { requests, empty, connections, payload, up, down } = sum(this.base, this.counted);
    const { order, latencies, staleness } = this;
    return {
      latency: {
        p50: latencies.percentile(0.5),
        p90: latencies.percentile(0.9),
        p99: latencies.percentile(0.99),
        max: latencies.percentile(1),
        count: latencies.count,
      },
      staleness: {
        ms: staleness.ms,
        longest: staleness.longest,
        share: elapsed > 0 ? Math.min(1, staleness.ms / elapsed) : 0,
      },
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
      recovery: this.recovery,
      setAside: this.setAside,
    };
  }

  private take(tick: Tick, received: number): void {
    const isNew = this.check.add(tick.seq);
    if (!isNew) return;
    const offset = this.context.clockOffset();
    const at = tick.at - offset;
    this.remember(tick.seq, received + offset);
    const previous = this.prices.get(tick.symbol)?.price ?? null;
    this.prices.set(tick.symbol, { price: tick.price, previous, seq: tick.seq, at });
    if (tick.at < this.joinedAt) return;
    if (this.context.interrupted(at, received)) {
      this.setAside++;
      this.context.ticked(null);
      return;
    }
    if (this.faultOver !== null && tick.at >= this.faultOver) {
      this.recovery = Math.max(received + offset - this.faultOver, this.recovery ?? 0);
      this.faultOver = null;
    }
    const latency = Math.max(0, received - at);
    this.latencies.add(latency);
    this.receipts.add(tick.seq, at, received);
    this.staleness.add(at, received);
    this.context.ticked(latency);
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
