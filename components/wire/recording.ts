import type { WireMessage } from '@/lib/capture/message';
import { epochNow } from '@/lib/measure/clock';
import type { WireReport } from '@/lib/run/snapshot';
import type { TechniqueId } from '@/lib/techniques';
import { Log } from './log';

/** What can be scrolled back to, ms, and at most so many messages of it. */
export const KEPT_MS = 30_000;
const KEPT = 30_000;

/** What was sent so long before has arrived, and stands no further out of order, ms. */
export const MARGIN_MS = 5000;

/** Prices that come late stand beside one another, in so many columns at most. */
const COLUMNS = 6;

/** A price, from when it was made. Times in server epoch ms. */
export interface RecordedTick {
  seq: number;
  symbol: string;
  price: number;
  due: number;
  /** When each lane had it. */
  lanes: Map<TechniqueId, RecordedDelivery>;
}

/** A price in one lane. */
export interface RecordedDelivery {
  technique: TechniqueId;
  tick: RecordedTick;
  receivedAt: number;
  /** What brought it, as far as that was captured. */
  message: WireMessage | null;
  /** One that no other price of the lane is late in at the same time. */
  column: number;
}

/** What is known of one lane. */
interface LaneRecord {
  /** By the numbers of the ticks: what brought them. */
  bringing: Map<number, WireMessage>;
  /** The newest price that it has received. */
  newest: number;
  /** Until when the prices of each column were late. */
  columns: number[];
  /** The first request, and its answer. */
  first: WireMessage[];
}

/** The wire of the last 30 s in which anything crossed, as it was reported. Times in server epoch ms. */
export class Recording {
  readonly messages = new Log<WireMessage>(({ sentAt }) => sentAt);
  readonly ticks = new Log<RecordedTick>(({ due }) => due);
  readonly deliveries = new Log<RecordedDelivery>(({ tick }) => tick.due);
  readonly lanes = new Map<TechniqueId, LaneRecord>();
  /** The latest request of each connection, or of each of its streams, that has no answer yet. */
  readonly asked = new Map<string, WireMessage>();
  readonly captured = new Map<TechniqueId, number>();
  counted: WireReport['counted'] = {};
  faults: WireReport['faults'] = [];
  leftOut = 0;
  startedAt = 0;
  market = '';
  /** When something crossed last, and when the page had a price last; 0 where there was none. */
  crossedAt = 0;
  pricedAt = 0;
  private readonly bySeq = new Map<number, RecordedTick>();
  private clockOffset = 0;

  get now(): number {
    return epochNow() + this.clockOffset;
  }

  add(report: WireReport): void {
    if (report.market !== this.market) this.clear(report.market);
    this.counted = report.counted;
    this.clockOffset = report.clockOffset;
    this.startedAt = report.startedAt;
    this.faults = report.faults;
    this.leftOut += report.leftOut;
    for (const message of report.messages) this.addMessage(message);
    for (const delivery of report.deliveries) this.addDelivery(delivery);
    this.trim();
  }

  tick(seq: number): RecordedTick | undefined {
    return this.bySeq.get(seq);
  }

  private clear(market: string): void {
    this.market = market;
    for (const log of [this.messages, this.ticks, this.deliveries]) log.clear();
    for (const map of [this.lanes, this.asked, this.captured, this.bySeq]) map.clear();
    this.leftOut = 0;
    this.crossedAt = this.pricedAt = 0;
  }

  private lane(technique: TechniqueId): LaneRecord {
    let lane = this.lanes.get(technique);
    if (!lane) {
      lane = { bringing: new Map(), newest: 0, columns: [], first: [] };
      this.lanes.set(technique, lane);
    }
    return lane;
  }

  private addMessage(message: WireMessage): void {
    const { technique, way, arrivedAt, bytes, seqs } = message;
    const lane = this.lane(technique);
    this.crossedAt = Math.max(this.crossedAt, message.sentAt, arrivedAt ?? 0);
    this.match(message);
    const [request] = lane.first;
    const isFirst = request
      ? lane.first.length === 1 && way === 'down' && exchangeOf(message) === exchangeOf(request)
      : message.kind === 'request';
    if (isFirst) lane.first.push(message);
    this.messages.push(message);
    // What never came out of the link has not crossed the socket.
    if (way === 'down' && arrivedAt === null) return;
    this.captured.set(technique, (this.captured.get(technique) ?? 0) + bytes);
    if (way === 'up') return;
    for (const seq of seqs) {
      lane.bringing.set(seq, message);
      const delivery = this.bySeq.get(seq)?.lanes.get(technique);
      if (delivery) bring(delivery, message);
    }
  }

  private addDelivery({
    technique,
    seq,
    symbol,
    price,
    due,
    receivedAt,
  }: WireReport['deliveries'][number]): void {
    let tick = this.bySeq.get(seq);
    if (!tick) {
      tick = { seq, symbol, price, due, lanes: new Map() };
      this.bySeq.set(seq, tick);
      this.ticks.push(tick);
    }
    this.pricedAt = Math.max(this.pricedAt, receivedAt);
    this.crossedAt = Math.max(this.crossedAt, receivedAt);
    const lane = this.lane(technique);
    lane.newest = Math.max(lane.newest, seq);
    const free = lane.columns.findIndex((until) => until < due);
    const column = free >= 0 ? free : Math.min(lane.columns.length, COLUMNS - 1);
    lane.columns[column] = receivedAt;
    const delivery: RecordedDelivery = { technique, tick, receivedAt, message: null, column };
    const message = lane.bringing.get(seq);
    if (message) bring(delivery, message);
    tick.lanes.set(technique, delivery);
    this.deliveries.push(delivery);
  }

  /** Finds the request that a message answers. */
  private match(message: WireMessage): void {
    const exchange = exchangeOf(message);
    if (message.kind === 'request') this.asked.set(exchange, message);
    else if (message.way === 'down') {
      const request = this.asked.get(exchange);
      if (!request) return;
      this.asked.delete(exchange);
      message.askedAt = request.arrivedAt ?? request.sentAt;
    }
  }

  /** Counted from what crossed last: what a run ends with stays. */
  private trim(): void {
    const oldest = this.crossedAt - KEPT_MS - MARGIN_MS;
    for (const log of [this.messages, this.ticks, this.deliveries]) log.trim(oldest, KEPT);
    const [first] = this.ticks.entries;
    if (!first) return;
    forget(this.bySeq, first.seq);
    for (const { bringing } of this.lanes.values()) forget(bringing, first.seq);
  }
}

/** What a message belongs to: on a connection of HTTP/1.1 exchanges follow each other, on one of HTTP/2 each has a stream. */
function exchangeOf({ technique, connection, stream }: WireMessage): string {
  return `${technique} ${connection} ${stream ?? ''}`;
}

/** What a lane has received arrived when its handler had it, not when the server's socket let it go. */
function bring(delivery: RecordedDelivery, message: WireMessage): void {
  delivery.message = message;
  if (message.received) return;
  message.arrivedAt = delivery.receivedAt;
  message.received = true;
}

/** What came first is forgotten up to the tick `seq`. */
function forget(map: Map<number, unknown>, seq: number): void {
  for (const key of map.keys()) {
    if (key >= seq) return;
    map.delete(key);
  }
}
