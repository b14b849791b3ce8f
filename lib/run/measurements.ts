import type { TechniqueFigures } from '@/lib/channel/control-messages';
import { parseMessage } from '@/lib/connection/message';
import type { Gap, Tick } from '@/lib/market/tick';
import { epochNow } from '@/lib/measure/clock';
import type { Histogram } from '@/lib/measure/histogram';
import { type Order, OrderCheck } from '@/lib/measure/order-check';
import type { Receipts } from '@/lib/measure/receipts';
import { SegmentMeasurements } from './segment-measurements';
import type { LanePrice } from './snapshot';
import { Traffic } from './traffic';

/** What measuring needs to know of the browser around it. */
export interface MeasuringContext {
  /** Server clock minus own clock, ms. */
  clockOffset(): number;
  /** Whether this browser was unable to measure at some time between `from` and `to`, ms of the page's own clock. */
  interrupted(from: number, to: number): boolean;
  /** When the first moments of the run were over, ms of the page's own clock; infinite as long as they last. */
  calmFrom(): number;
  /** When a tick is due, ms of the page's own clock; null where the market does not come to it. */
  due(seq: number): number | null;
  /** A tick was received for the first time. @param at server epoch ms */
  delivered(tick: Tick, at: number): void;
  /** A tick was received; `latency` in ms is null where it does not count. */
  ticked(latency: number | null): void;
}

type SegmentFigures = ReturnType<SegmentMeasurements['figures']>;

/** The wire is reported within seconds; at 200 ticks a second this is ten of them. */
const ARRIVALS = 2000;

/** A tick may seem to come before it was due by the error of the clocks' comparison, which is less than this, ms. */
const MOST_EARLY_MS = 500;

/**
 * What is measured of one technique: of the ticks it brought, here, and of its traffic, by the server. Figures are those of
 * the present segment, or of the one before.
 */
export class Measurements {
  /** The newest price of each stock. */
  readonly prices = new Map<string, LanePrice>();
  /** When the latest ticks were received, by `seq`, in server epoch ms. */
  readonly arrivals = new Map<number, number>();
  /** When the last message came, on the page's own clock, ms. */
  heardAt = Number.NEGATIVE_INFINITY;
  private readonly context: MeasuringContext;
  private readonly check: OrderCheck;
  private readonly traffic = new Traffic();
  private present: SegmentMeasurements;
  private before: SegmentMeasurements | null = null;
  /** Ticks from before are not judged: nobody was there to receive them. On the page's own clock, ms. */
  private joinedAt = 0;
  /** Since when somebody is there to receive them; null while nobody is. */
  private watchedSince: number | null = Number.NEGATIVE_INFINITY;

  /** @param cursor the `seq` before the first tick that is expected */
  constructor(cursor: number, context: MeasuringContext) {
    this.check = new OrderCheck(cursor);
    this.context = context;
    this.present = new SegmentMeasurements({ from: Number.NEGATIVE_INFINITY, total: this.traffic.total });
  }

  /** The last `seq` that has been received. */
  get cursor(): number {
    return this.check.cursor;
  }

  get order(): Order {
    return { ...this.present.counts, lost: this.lostIn(this.present) };
  }

  get latencies(): Histogram {
    return this.present.latencies;
  }

  /** The latest ticks whose latency counts. */
  get receipts(): Receipts {
    return this.present.receipts;
  }

  /** What was counted since the run began. */
  get total(): TechniqueFigures {
    return this.traffic.total;
  }

  /** Bytes both ways for each tick of the segment; null before its first. */
  get bytesPerTick(): number | null {
    return this.present.bytesPerTick(this.traffic.total);
  }

  /** The segment is over: what is due from now on is set aside until the next one begins. */
  leaveSegment(now: number): void {
    this.present.end(now, this.traffic.total);
    this.before = this.present;
    this.present = new SegmentMeasurements(null);
  }

  /** From now on all belongs to the segment that was to begin. */
  enterSegment(now: number): void {
    this.present.begin(now, this.traffic.total);
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
    if (since !== null) this.outOfDate(since, now);
    for (const { recovery } of this.segments) recovery.end(since !== null, now);
    this.watchedSince = null;
  }

  /** Goes on after the last tick that was received. */
  resume(): void {
    this.watchedSince ??= epochNow();
  }

  /** A fault was made. @param over when its effect ends, on the page's own clock, ms */
  fault(over: number): void {
    this.present.recovery.fault(over);
  }

  /** Takes the server's figures; they only grow, until another server takes over. */
  count(figures: TechniqueFigures): void {
    this.traffic.count(figures, this.check.order.received);
  }

  /** The server was restarted and counts from 0. */
  carryOver(): void {
    this.traffic.carryOver();
  }

  /** Takes the text of a message. @throws where it is none */
  receive(message: unknown): void {
    const received = epochNow();
    this.heardAt = received;
    const { gap, ticks } = parseMessage(message);
    if (gap) {
      this.endSpell(received);
      this.miss(gap);
    }
    for (const tick of ticks) this.take(tick, received);
  }

  /** @param judged ms of the segment in which prices were judged */
  figures(judged: number): SegmentFigures {
    return this.figuresIn(this.present, judged);
  }

  /** Those of the segment before; null where there was none. @param judged ms of it in which prices were judged */
  figuresBefore(judged: number): SegmentFigures | null {
    return this.before && this.figuresIn(this.before, judged);
  }

  /** Since when a price is missing that is due, ms of the page's own clock; null where none is. */
  missingSince(now: number): number | null {
    const due = this.context.due(this.cursor + 1);
    if (due === null || due >= now || this.watchedSince === null) return null;
    const since = Math.max(due, this.watchedSince, this.context.calmFrom());
    return since >= now || this.context.interrupted(since, now) ? null : since;
  }

  private get segments(): SegmentMeasurements[] {
    return this.before ? [this.before, this.present] : [this.present];
  }

  private figuresIn(segment: SegmentMeasurements, judged: number): SegmentFigures {
    const now = epochNow();
    const [lost, since] = [this.lostIn(segment), this.missingSince(now)];
    return segment.figures(judged, { total: this.traffic.total, lost, since, now });
  }

  private take(tick: Tick, received: number): void {
    // What it overtakes was missing until now.
    if (tick.seq > this.cursor + 1) this.endSpell(received);
    const offset = this.context.clockOffset();
    const at = tick.at - offset;
    const segment = this.segments.find((one) => one.has(at));
    if (!this.check.add(tick.seq, segment?.counts)) return;
    this.remember(tick.seq, received + offset);
    this.context.delivered(tick, received + offset);
    const previous = this.prices.get(tick.symbol)?.price ?? null;
    this.prices.set(tick.symbol, { price: tick.price, previous, seq: tick.seq, at });
    if (at < this.joinedAt) return;
    // Nothing comes before it is due: until the clocks are compared anew, one of them has jumped.
    const isImpossible = received < at - MOST_EARLY_MS;
    const isJudged = !isImpossible && !this.context.interrupted(at, received);
    for (const { recovery } of this.segments) recovery.received(at, received, isJudged);
    const calmFrom = this.context.calmFrom();
    if (isJudged) this.outOfDate(Math.max(at, this.watchedSince ?? received, calmFrom), received);
    if (!isJudged || !segment || at < calmFrom) {
      const why = !isJudged ? 'interruption' : !segment ? 'change' : 'start';
      (segment ?? this.present).setAside[why]++;
      this.context.ticked(null);
      return;
    }
    segment.measure(tick.seq, at, received);
    this.context.ticked(Math.max(0, received - at));
  }

  /** Ticks will never come. */
  private miss(gap: Gap): void {
    for (let seq = this.cursor + 1; seq <= gap.to; seq++) {
      for (const segment of this.segments) if (this.isOf(segment, seq)) segment.counts.missed++;
    }
    this.check.gap(gap);
  }

  private lostIn(segment: SegmentMeasurements): number {
    return this.check.lostOf((seq) => this.isOf(segment, seq));
  }

  /** Whether a tick belongs to a segment that never came: by when it was due, where that is known. */
  private isOf(segment: SegmentMeasurements, seq: number): boolean {
    const due = this.context.due(seq);
    return due === null ? segment === this.present : segment.has(due);
  }

  private outOfDate(since: number, until: number): void {
    for (const segment of this.segments) segment.outOfDate(since, until);
  }

  /** Something newer has come in the place of what was missing. */
  private endSpell(now: number): void {
    const since = this.missingSince(now);
    if (since !== null) this.outOfDate(since, now);
  }

  private remember(seq: number, at: number): void {
    this.arrivals.set(seq, at);
    for (const oldest of this.arrivals.keys()) {
      if (this.arrivals.size <= ARRIVALS) break;
      this.arrivals.delete(oldest);
    }
  }
}
