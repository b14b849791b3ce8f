import { CongestionWindow } from './congestion-window';
import { SEGMENT } from './link';
import { RetransmissionTimer } from './retransmission-timer';
import { type Arrived, isAfter, newSegment, type Segment, type Written } from './segment';

/** After so many that have overtaken it a segment is lost, and not merely late (RFC 5681, section 3.2). */
const DUPLICATES = 3;

/** What the segments of one direction of a connection travel on, and their acknowledgements the other way. */
export interface LossyPath {
  /** How long it takes there and back, as the handshake has shown, ms. */
  rtt(): number;
  /** When a segment that sets out now arrives; null where it is lost. */
  segment(bytes: number, now: number): number | null;
  /** When an acknowledgement that sets out now arrives; null where it is lost. */
  acknowledgement(now: number): number | null;
}

interface Arrival {
  at: number;
  segment: Segment;
  sentAt: number;
}

interface Acknowledgement {
  at: number;
  sentAt: number;
}

interface Writing {
  at: number;
  bytes: number;
  written: Written;
}

/**
 * One direction of a TCP connection on a path that loses segments and acknowledgements: when does what is written come
 * out at the other end? Nothing is random here and nothing waits: chance is the path's, and the time is what it is told.
 *
 * It does what Linux does unless told otherwise: selective acknowledgements (RFC 2018), by which several losses are
 * repaired in one round trip; a segment is lost if one that set out after it has arrived (RACK, RFC 8985); the last ones
 * of a flight are probed for (TLP, the same RFC); timeouts that double (RFC 6298); a window that shrinks with each loss
 * (RFC 5681, 6937). It leaves out delayed acknowledgements, timeouts in error (F-RTO) and how CUBIC grows. Times are in ms.
 */
export class TcpFlow {
  private readonly path: LossyPath;
  /** What is yet to be written, and what the window keeps from being sent. */
  private readonly later: Writing[] = [];
  private readonly unsent: { bytes: number; ends: Written | null }[] = [];
  /** What was sent, but for what is acknowledged without a gap. */
  private readonly flight: Segment[] = [];
  private readonly arrivals: Arrival[] = [];
  private readonly acknowledgements: Acknowledgement[] = [];
  private nextSeq = 0;

  private readonly window = new CongestionWindow();
  private readonly timer: RetransmissionTimer;
  /** Of what has arrived, as the sender knows, what set out last, and how long it took there and back. */
  private newest: Arrived = { sentAt: Number.NEGATIVE_INFINITY, seq: -1, rtt: 0 };
  /** When a segment that may merely be late is taken for lost. */
  private doubtUntil = Number.POSITIVE_INFINITY;

  constructor(path: LossyPath) {
    this.path = path;
    this.timer = new RetransmissionTimer(path.rtt());
  }

  /** @param at when it is given to the system, now or later; no sooner than what was written before */
  write(bytes: number, written: Written, at: number): void {
    this.later.push({ at: Math.max(at, this.later.at(-1)?.at ?? 0), bytes, written });
  }

  /** When something happens next; Infinity for never. */
  get nextAt(): number {
    const never = Number.POSITIVE_INFINITY;
    const [arrival] = this.arrivals;
    const [acknowledgement] = this.acknowledgements;
    const [writing] = this.later;
    return Math.min(
      arrival?.at ?? never,
      acknowledgement?.at ?? never,
      writing?.at ?? never,
      this.doubtUntil,
      this.probeAt,
      this.timeoutAt,
    );
  }

  /** Lets happen all that does until then. */
  advance(now: number): void {
    for (let at = this.nextAt; at <= now; at = this.nextAt) this.step(at);
  }

  /** How many segments are on their way, as far as the sender knows. */
  private get onWay(): number {
    let count = 0;
    for (const { acknowledged, lost } of this.flight) if (!acknowledged && !lost) count++;
    return count;
  }

  /** The oldest segment that is not acknowledged. */
  private get first(): number {
    return this.flight[0]?.seq ?? this.nextSeq;
  }

  private get timeoutAt(): number {
    const [first] = this.flight;
    return first ? this.timer.timeoutAt(first.sentAt) : Number.POSITIVE_INFINITY;
  }

  /** When it probes: while nothing is known to be lost, and nothing is heard. */
  private get probeAt(): number {
    const [first] = this.flight;
    if (!first || this.window.repairing) return Number.POSITIVE_INFINITY;
    return this.timer.probeAt(first.sentAt, this.flight.length);
  }

  private step(at: number): void {
    const [arrival] = this.arrivals;
    const [acknowledgement] = this.acknowledgements;
    const [writing] = this.later;
    if (arrival && arrival.at <= at) this.arrive(arrival);
    else if (acknowledgement && acknowledgement.at <= at) this.hear(acknowledgement);
    else if (this.doubtUntil <= at) this.giveUp(at);
    else if (this.probeAt <= at) this.probe(at);
    else if (this.timeoutAt <= at) this.timeOut(at);
    else if (writing) this.take(writing);
    this.transmit(at);
  }

  /** A segment has arrived: what is complete up to it comes out, and its receiver says what it has. */
  private arrive({ at, segment, sentAt }: Arrival): void {
    this.arrivals.shift();
    if (segment.receivedAt === null) {
      segment.receivedAt = at;
      segment.receivedFrom = sentAt;
    }
    for (const { receivedAt, ends } of this.flight) {
      if (receivedAt === null) break;
      for (const written of ends.splice(0)) written.dueAt = at;
    }
    const heardAt = this.path.acknowledgement(at);
    if (heardAt === null) return;
    this.acknowledgements.push({ at: Math.max(heardAt, this.acknowledgements.at(-1)?.at ?? 0), sentAt: at });
  }

  /** An acknowledgement has arrived: it tells of all that had arrived when it set out. */
  private hear({ at, sentAt }: Acknowledgement): void {
    this.acknowledgements.shift();
    let news = 0;
    for (const segment of this.flight) {
      const { receivedAt } = segment;
      if (segment.acknowledged || receivedAt === null || receivedAt > sentAt) continue;
      news++;
      this.confirm(segment, at);
    }
    if (news === 0) return;
    const { first } = this;
    while (this.flight[0]?.acknowledged) this.flight.shift();
    const advanced = this.first > first;
    if (advanced) this.timer.heard(at, this.window.repairing);
    const found = this.suspect(at);
    this.window.acknowledged(news, this.onWay, this.first, advanced && !found);
  }

  private confirm(segment: Segment, at: number): void {
    const { seq, receivedFrom: sentAt } = segment;
    segment.acknowledged = true;
    segment.lost = false;
    // Of one that was sent twice it is not known which of the two was measured.
    if (!segment.repeated) this.timer.measure(at - sentAt);
    if (isAfter(sentAt, seq, this.newest)) this.newest = { sentAt, seq, rtt: at - sentAt };
  }

  /**
   * Takes for lost what set out before something that has arrived: at once if more than one or two have overtaken it, or
   * if another loss is being repaired; else a quarter of a round trip later, as it may merely have been overtaken.
   *
   * @returns whether there was anything
   */
  private suspect(at: number): boolean {
    let overtaking = 0;
    for (const { acknowledged } of this.flight) if (acknowledged) overtaking++;
    const doubt = this.window.repairing || overtaking >= DUPLICATES ? 0 : this.timer.shortest / 4;
    let found = false;
    this.doubtUntil = Number.POSITIVE_INFINITY;
    for (const segment of this.flight) {
      if (segment.acknowledged || segment.lost || isAfter(segment.sentAt, segment.seq, this.newest)) continue;
      const lostAt = segment.sentAt + this.newest.rtt + doubt;
      if (lostAt <= at) {
        segment.lost = true;
        found = true;
      } else this.doubtUntil = Math.min(this.doubtUntil, lostAt);
    }
    if (found) this.window.lost(this.nextSeq);
    return found;
  }

  /** A segment that was in doubt has not come. */
  private giveUp(at: number): void {
    const isFirst = !this.window.repairing;
    if (this.suspect(at) && isFirst) this.window.acknowledged(1, this.onWay, this.first, false);
  }

  /** Nothing was heard of the last segments: one more may make the receiver say what is missing. */
  private probe(at: number): void {
    this.timer.probed(at);
    const last = this.flight.at(-1);
    if (this.unsent.length > 0) this.sendNew(at);
    else if (last) this.repeat(last, at);
  }

  /** Nothing was heard for too long: the first is lost, and all that set out a round trip ago. */
  private timeOut(at: number): void {
    for (const segment of this.flight)
      if (segment === this.flight[0] || segment.sentAt + this.newest.rtt <= at)
        segment.lost = !segment.acknowledged;
    this.doubtUntil = Number.POSITIVE_INFINITY;
    this.window.timedOut(this.onWay, this.nextSeq);
    this.timer.timedOut(at);
  }

  /** Sends what is lost again, and then what is new, as far as the window lets it. */
  private transmit(at: number): void {
    let room = this.window.room(this.onWay);
    for (const segment of this.flight) {
      if (room <= 0) break;
      if (!segment.lost) continue;
      this.repeat(segment, at);
      room--;
    }
    if (this.unsent.length === 0) return;
    for (; room > 0 && this.unsent.length > 0; room--) this.sendNew(at);
    this.window.used(room, this.first, this.nextSeq);
  }

  /** What the system was given, in segments: none has more than fits into a frame. */
  private take({ bytes, written }: Writing): void {
    this.later.shift();
    for (let left = bytes; left > 0; left -= SEGMENT)
      this.unsent.push({ bytes: Math.min(left, SEGMENT), ends: left > SEGMENT ? null : written });
  }

  /** Sends as much of what has gathered as fits into one segment. */
  private sendNew(at: number): void {
    let bytes = 0;
    const ends: Written[] = [];
    for (let [next] = this.unsent; next && bytes + next.bytes <= SEGMENT; [next] = this.unsent) {
      this.unsent.shift();
      bytes += next.bytes;
      if (next.ends) ends.push(next.ends);
    }
    this.timer.sent(at);
    const segment = newSegment(this.nextSeq++, bytes, ends, at);
    this.flight.push(segment);
    this.send(segment, at);
  }

  private repeat(segment: Segment, at: number): void {
    segment.lost = false;
    segment.repeated = true;
    this.send(segment, at);
  }

  private send(segment: Segment, at: number): void {
    segment.sentAt = at;
    this.window.sent();
    const arrival = this.path.segment(segment.bytes, at);
    if (arrival === null) return;
    this.arrivals.push({ at: Math.max(arrival, this.arrivals.at(-1)?.at ?? 0), segment, sentAt: at });
  }
}
