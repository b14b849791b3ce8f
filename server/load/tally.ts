import { Histogram } from '@/lib/measure/histogram';
import { OrderCheck } from '@/lib/measure/order-check';
import type { Found, Window } from './protocol';

/** What all clients of a load have received. Ticks outside of the window are not counted. */
export class Tally {
  private readonly orders: OrderCheck[] = [];
  private readonly latencies = new Histogram();
  /** Ticks are in no window before one is set. */
  private window: Window = { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  private readonly clients: number;
  delivered = 0;
  /** Clients that have the last tick of the window. */
  complete = 0;

  constructor(clients: number) {
    this.clients = clients;
  }

  count(window: Window): void {
    this.window = window;
    for (let client = 0; client < this.clients; client++) this.orders.push(new OrderCheck(window.from));
    if (window.from === window.to) this.complete = this.clients;
  }

  /** @param latency from when the tick was due to its receipt, ms */
  add(client: number, seq: number, latency: number): void {
    if (seq <= this.window.from || seq > this.window.to) return;
    const order = this.orders[client];
    if (!order) return;
    if (seq === this.window.to && order.cursor < seq) this.complete++;
    const held = seq > order.cursor ? null : order.order.received;
    order.add(seq);
    // What comes a second time was in time, or late, the first time.
    if (held !== null && held === order.order.received) return;
    this.delivered++;
    this.latencies.add(latency);
  }

  /** Whether a client has the last tick of the window. */
  hasAll(client: number): boolean {
    return (this.orders[client]?.cursor ?? 0) >= this.window.to;
  }

  get found(): Pick<Found, 'delivered' | 'doubled' | 'outOfOrder' | 'latency'> {
    let doubled = 0;
    let outOfOrder = 0;
    for (const { order } of this.orders) {
      doubled += order.doubled;
      outOfOrder += order.outOfOrder;
    }
    const at = (share: number) => this.latencies.percentile(share) ?? 0;
    const latency =
      this.delivered === 0
        ? null
        : { p50: at(0.5), p90: at(0.9), p99: at(0.99), p999: at(0.999), max: this.latencies.max };
    return { delivered: this.delivered, doubled, outOfOrder, latency };
  }
}
