import type { TechniqueFigures } from '@/lib/channel/control-messages';
import { backoff } from '@/lib/connection/backoff';
import { parseMessage } from '@/lib/connection/message';
import { sleep } from '@/lib/connection/sleep';
import type { Tick } from '@/lib/market/tick';
import { epochNow } from '@/lib/measure/clock';
import { Histogram } from '@/lib/measure/histogram';
import { OrderCheck } from '@/lib/measure/order-check';
import { Staleness } from '@/lib/measure/staleness';
import type { Scenario } from '@/lib/scenario/scenario';
import type { Technique } from '@/lib/techniques';
import { connect } from '@/lib/techniques/clients';
import type { LaneFigures, LanePrice, LaneState } from './snapshot';
import { Trader } from './trader';

/** What a lane needs of the engine around it. All times are ms of the page's own clock. */
export interface LaneContext {
  /** Address of the run's market, without a slash at the end. */
  market: string;
  scenario(): Scenario;
  /** Server clock minus own clock, ms. */
  clockOffset(): number;
  /** Whether this browser was unable to measure at some time between `from` and `to`. */
  interrupted(from: number, to: number): boolean;
  /** A tick was received; `latency` is null where it does not count. */
  ticked(lane: Lane, latency: number | null): void;
  /** What became of a button's trade is known. */
  traded(): void;
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

/** One technique in one run: keeps it connected, and measures what it brings. */
export class Lane {
  readonly technique: Technique;
  readonly prices = new Map<string, LanePrice>();
  /** When the latest ticks were received, by `seq`, in server epoch ms; kept while the wire is shown. */
  readonly arrivals = new Map<number, number>();
  readonly trader: Trader;
  private readonly context: LaneContext;
  private readonly latencies = new Histogram();
  private readonly staleness = new Staleness();
  private readonly check: OrderCheck;
  private running: AbortController | null = null;
  private current: LaneState = { kind: 'off' };
  private retryAt = 0;
  private reconnects = 0;
  private setAside = 0;
  /** When the last fault was over, server epoch ms; null once the lane has recovered from it. */
  private faultOver: number | null = null;
  private recovery: number | null = null;
  private joinedAt = 0;
  private counted = NOTHING;
  /** What servers before the present one had counted. */
  private base = NOTHING;

  /** @param cursor the `seq` before the first tick of the run */
  constructor(technique: Technique, context: LaneContext, cursor: number) {
    this.technique = technique;
    this.context = context;
    this.check = new OrderCheck(cursor);
    this.trader = new Trader(`${context.market}/${technique.path}`, context.traded);
  }

  get cursor(): number {
    return this.check.cursor;
  }

  get histogram(): Histogram {
    return this.latencies;
  }

  get state(): LaneState {
    if (this.current.kind !== 'waiting' || this.current.retryIn === null) return this.current;
    return { ...this.current, retryIn: Math.max(0, this.retryAt - epochNow()) };
  }

  get on(): boolean {
    return this.running !== null;
  }

  /** Connects, and goes on after the last tick it has. */
  start(): void {
    if (this.running) return;
    this.running = new AbortController();
    void this.run(this.running.signal);
  }

  /** Connects, and leaves out everything before the tick after `seq`: nobody was there to receive it. */
  join(seq: number): void {
    this.check.skipTo(seq);
    this.joinedAt = epochNow() + this.context.clockOffset();
    this.start();
  }

  stop(state: 'off' | 'done'): void {
    this.running?.abort();
    this.running = null;
    this.current = { kind: state };
  }

  /** Connects anew, for a setting that a connection cannot change. */
  restart(): void {
    if (!this.running) return;
    this.running.abort();
    this.running = null;
    this.start();
  }

  /** A fault was made. @param over when its effect ends, server epoch ms */
  fault(over: number): void {
    if (this.running) this.faultOver = Math.max(over, this.faultOver ?? 0);
  }

  /** Takes the server's figures; they only grow, until another server takes over. */
  count(figures: TechniqueFigures): void {
    this.counted = figures;
  }

  /** The server has started anew and counts from 0. */
  carryOver(): void {
    this.base = sum(this.base, this.counted);
    this.counted = NOTHING;
  }

  /** @param elapsed ms the run has lasted */
  figures(elapsed: number): LaneFigures {
    const { requests, empty, connections, payload, up, down } = sum(this.base, this.counted);
    const { order } = this.check;
    const { latencies, staleness } = this;
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
      reconnects: this.reconnects,
      payload,
      overhead: up + down - payload,
      up,
      down,
      bytes: up + down,
      bytesPerTick: order.received > 0 ? (up + down) / order.received : null,
      recovery: this.recovery,
      setAside: this.setAside,
      trader: this.trader.figures,
    };
  }

  /** Connects, and connects again whenever the connection is lost. */
  private async run(signal: AbortSignal): Promise<void> {
    let attempt = 0;
    let lost = false;
    const opened = () => {
      attempt = 0;
      if (lost) this.reconnects++;
      lost = false;
      this.current = { kind: 'open' };
    };
    const interrupted = (reason: string, retryIn: number | null) => {
      lost = true;
      this.retryAt = epochNow() + (retryIn ?? 0);
      this.current = { kind: 'waiting', reason, retryIn };
    };
    while (!signal.aborted) {
      this.current = lost ? this.current : { kind: 'connecting' };
      const reason = await this.connect(signal, opened, () => interrupted('the connection broke', null));
      if (signal.aborted) return;
      const wait = backoff(attempt++);
      interrupted(reason, wait);
      await sleep(wait, signal).catch(() => {});
    }
  }

  /** @returns why the connection was lost */
  private async connect(signal: AbortSignal, opened: () => void, interrupted: () => void): Promise<string> {
    const connection = new AbortController();
    const close = () => connection.abort();
    signal.addEventListener('abort', close, { once: true });
    const { market, scenario } = this.context;
    const { id, path } = this.technique;
    const { desk } = this.trader;
    let putDown = () => {};
    try {
      // A message that cannot be read is a lost connection: what follows it cannot be trusted either.
      await new Promise<void>((resolve, reject) => {
        connect(id, {
          address: (query) =>
            `${market}/${path}?${new URLSearchParams(Object.entries(query).map(([k, v]) => [k, `${v}`]))}`,
          cursor: () => this.cursor,
          settings: scenario(),
          opened: () => !connection.signal.aborted && opened(),
          interrupted: () => !connection.signal.aborted && interrupted(),
          receive: (text) => {
            if (connection.signal.aborted) return;
            try {
              this.receive(text);
            } catch {
              reject(new Error('the server sent something that is no tick'));
            }
          },
          sleep: (ms) => sleep(ms, connection.signal),
          signal: connection.signal,
          trades: {
            carry: (send) => {
              putDown = desk.carry(send);
            },
            filled: (text) => {
              try {
                desk.filled(text);
              } catch {
                reject(new Error('the server sent something that is no fill'));
              }
            },
          },
        }).then(resolve, reject);
      });
      return 'the connection ended';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      signal.removeEventListener('abort', close);
      connection.abort();
      putDown();
    }
  }

  private receive(text: string): void {
    const received = epochNow();
    const { gap, ticks } = parseMessage(text);
    if (gap) this.check.gap(gap);
    for (const tick of ticks) this.take(tick, received);
  }

  private remember(seq: number, at: number): void {
    this.arrivals.set(seq, at);
    for (const oldest of this.arrivals.keys()) {
      if (this.arrivals.size <= ARRIVALS) break;
      this.arrivals.delete(oldest);
    }
  }

  private take(tick: Tick, received: number): void {
    const isNew = this.check.add(tick.seq);
    if (!isNew) return;
    const at = tick.at - this.context.clockOffset();
    if (this.context.scenario().wire) this.remember(tick.seq, received + this.context.clockOffset());
    const previous = this.prices.get(tick.symbol)?.price ?? null;
    this.prices.set(tick.symbol, { price: tick.price, previous, seq: tick.seq, at });
    if (tick.at < this.joinedAt) return;
    if (this.context.interrupted(at, received)) {
      this.setAside++;
      this.context.ticked(this, null);
      return;
    }
    if (this.faultOver !== null && tick.at >= this.faultOver) {
      const took = received + this.context.clockOffset() - this.faultOver;
      this.recovery = Math.max(took, this.recovery ?? 0);
      this.faultOver = null;
    }
    const latency = Math.max(0, received - at);
    this.latencies.add(latency);
    this.staleness.add(at, received);
    this.context.ticked(this, latency);
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
