import { SEGMENT } from './link';

/** The least that Linux waits beyond a round trip before it takes a segment for lost (`TCP_RTO_MIN`), ms. */
const LEAST_PATIENCE = 200;

/** The longest timeout (`TCP_RTO_MAX`), ms. */
const LONGEST_TIMEOUT = 120_000;

/** What may be on its way at first, segments (RFC 6928), and how much of it a loss leaves (RFC 9438, section 4.6). */
const FIRST_WINDOW = 10;
const LEFT_BY_LOSS = 0.7;

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

/** What was written at once. `dueAt` is set as its last byte comes out at the other end. */
export interface Written {
  dueAt: number;
}

interface Segment {
  readonly seq: number;
  readonly bytes: number;
  /** What ends with it, and has not come out. */
  readonly ends: Written[];
  /** When it set out, the last time. */
  sentAt: number;
  repeated: boolean;
  /** Its sender takes it for lost, and has not sent it again yet. */
  lost: boolean;
  /** When it arrived, and when what arrived had set out. */
  receivedAt: number | null;
  receivedFrom: number;
  acknowledged: boolean;
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

/** Losses that are being repaired: up to which segment, after a timeout or not; then the window, and what went since. */
interface Repair {
  until: number;
  timedOut: boolean;
  window: number;
  delivered: number;
  sent: number;
}

const isAcknowledged = ({ acknowledged }: Segment) => acknowledged;

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

  private window = FIRST_WINDOW;
  private threshold = Number.POSITIVE_INFINITY;
  private limited = false;
  private repair: Repair | null = null;

  private smoothed: number;
  private variation: number;
  private shortest: number;
  private backoff = 1;
  private timeoutFrom = 0;
  private probeFrom = 0;
  private probed = false;
  /** Of what has arrived, as the sender knows, what set out last, and how long it took there and back. */
  private newest = { sentAt: Number.NEGATIVE_INFINITY, seq: -1, rtt: 0 };
  /** When a segment that may merely be late is taken for lost. */
  private doubtUntil = Number.POSITIVE_INFINITY;

  constructor(path: LossyPath) {
    this.path = path;
    this.smoothed = path.rtt();
    this.variation = this.smoothed / 2;
    this.shortest = this.smoothed;
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

  private get timeout(): number {
    const once = this.smoothed + Math.max(LEAST_PATIENCE, 4 * this.variation);
    return Math.min(LONGEST_TIMEOUT, this.backoff * once);
  }

  /** When the oldest segment on its way is lost, if nothing is heard of it. */
  private get timeoutAt(): number {
    return this.flight.length > 0 ? this.timeoutFrom + this.timeout : Number.POSITIVE_INFINITY;
  }

  /** When the sender asks after the last segment of a flight of which it has heard nothing. */
  private get probeAt(): number {
    if (this.probed || this.repair || this.flight.length === 0 || this.flight.some(isAcknowledged))
      return Number.POSITIVE_INFINITY;
    // The acknowledgement of a single segment may be delayed.
    const patience = 2 * this.smoothed + (this.flight.length === 1 ? LEAST_PATIENCE : 2);
    return Math.min(this.probeFrom + patience, this.timeoutAt);
  }

  private step(at: number): void {
    const [arrival] = this.arrivals;
    const [acknowledgement] = this.acknowledgements;
    const [writing] = this.later;
    if (arrival && arrival.at <= at) this.arrive(arrival);
    else if (acknowledgement && acknowledgement.at <= at) this.hear(acknowledgement);
    else if (writing && writing.at <= at) this.take(writing);
    else if (this.doubtUntil <= at) this.suspect(at);
    else if (this.probeAt <= at) this.probe(at);
    else this.timeOut(at);
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
      if (segment.acknowledged || segment.receivedAt === null || segment.receivedAt > sentAt) continue;
      segment.acknowledged = true;
      segment.lost = false;
      news++;
      const { receivedFrom, seq } = segment;
      if (!segment.repeated) this.measure(at - receivedFrom);
      if (receivedFrom > this.newest.sentAt || (receivedFrom === this.newest.sentAt && seq > this.newest.seq))
        this.newest = { sentAt: receivedFrom, seq, rtt: at - receivedFrom };
    }
    if (news === 0) return;
    const before = this.flight.length;
    while (this.flight[0]?.acknowledged) this.flight.shift();
    const advanced = this.flight.length < before;
    if (advanced) {
      this.backoff = 1;
      this.probed = false;
      this.timeoutFrom = at;
      this.probeFrom = at;
    }
    const found = this.suspect(at);
    const first = this.flight[0]?.seq ?? this.nextSeq;
    if (this.repair && first >= this.repair.until) {
      if (!this.repair.timedOut) this.window = this.threshold;
      this.repair = null;
    } else if (this.repair && !this.repair.timedOut) this.shrink(this.repair, news, advanced && !found);
    else this.grow(news);
  }

  /** The round trip, and how it varies (RFC 6298, section 2). */
  private measure(rtt: number): void {
    this.variation += (Math.abs(this.smoothed - rtt) - this.variation) / 4;
    this.smoothed += (rtt - this.smoothed) / 8;
    this.shortest = Math.min(this.shortest, rtt);
  }

  /**
   * Takes for lost what set out before something that has arrived; in doubt it waits for a quarter of a round trip.
   *
   * @returns whether there was anything
   */
  private suspect(at: number): boolean {
    const arrived = this.flight.reduce((sum, { acknowledged }) => sum + (acknowledged ? 1 : 0), 0);
    const doubt = this.repair || arrived >= DUPLICATES ? 0 : this.shortest / 4;
    const { newest } = this;
    let found = false;
    this.doubtUntil = Number.POSITIVE_INFINITY;
    for (const segment of this.flight) {
      const { sentAt, seq } = segment;
      if (segment.acknowledged || segment.lost) continue;
      if (sentAt > newest.sentAt || (sentAt === newest.sentAt && seq > newest.seq)) continue;
      const lostAt = sentAt + newest.rtt + doubt;
      if (lostAt <= at) {
        segment.lost = true;
        found = true;
      } else this.doubtUntil = Math.min(this.doubtUntil, lostAt);
    }
    if (found && !this.repair) this.startRepair(false);
    return found;
  }

  private startRepair(timedOut: boolean): void {
    this.threshold = Math.max(2, this.window * LEFT_BY_LOSS);
    this.repair = { until: this.nextSeq, timedOut, window: this.window, delivered: 0, sent: 0 };
  }

  /** The window while losses are repaired: in proportion to what arrives (RFC 6937). */
  private shrink(repair: Repair, news: number, catchingUp: boolean): void {
    repair.delivered += news;
    const { onWay } = this;
    const room = this.threshold - onWay;
    let more: number;
    if (room < 0) more = Math.ceil((this.threshold * repair.delivered) / repair.window) - repair.sent;
    else more = Math.min(room, Math.max(repair.delivered - repair.sent, news) + (catchingUp ? 1 : 0));
    this.window = onWay + Math.max(more, repair.sent > 0 ? 0 : 1);
  }

  /** The window while all is well, or after a timeout: only one that was used up grows. */
  private grow(news: number): void {
    if (!this.limited) return;
    this.window += this.window < this.threshold ? news : news / this.window;
  }

  /** Nothing was heard of the last segments: one more may make the receiver say what is missing. */
  private probe(at: number): void {
    this.probed = true;
    this.timeoutFrom = at;
    const last = this.flight.at(-1);
    if (this.unsent.length > 0) this.sendNew(at);
    else if (last) this.repeat(last, at);
  }

  /** Nothing was heard for too long: all that set out a round trip ago is lost, and the window begins anew. */
  private timeOut(at: number): void {
    for (const [i, segment] of this.flight.entries())
      if (!segment.acknowledged && (i === 0 || segment.sentAt + this.newest.rtt <= at)) segment.lost = true;
    const { repair } = this;
    if (!repair?.timedOut) this.startRepair(true);
    this.window = this.onWay + 1;
    this.backoff *= 2;
    this.timeoutFrom = at;
    this.doubtUntil = Number.POSITIVE_INFINITY;
  }

  /** Sends what is lost again, and then what is new, as far as the window lets it. */
  private transmit(at: number): void {
    let room = Math.floor(this.window) - this.onWay;
    for (const segment of this.flight) {
      if (room <= 0) break;
      if (!segment.lost) continue;
      this.repeat(segment, at);
      room--;
    }
    for (; room > 0 && this.unsent.length > 0; room--) {
      this.sendNew(at);
      this.limited = room === 1;
    }
    if (this.unsent.length > 0) this.limited = true;
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
    if (this.flight.length === 0) this.timeoutFrom = at;
    this.probeFrom = at;
    const segment: Segment = {
      seq: this.nextSeq++,
      bytes,
      ends,
      sentAt: at,
      repeated: false,
      lost: false,
      receivedAt: null,
      receivedFrom: at,
      acknowledged: false,
    };
    this.flight.push(segment);
    this.send(segment, at);
  }

  private repeat(segment: Segment, at: number): void {
    segment.lost = false;
    segment.repeated = true;
    if (segment === this.flight[0]) this.timeoutFrom = at;
    this.send(segment, at);
  }

  private send(segment: Segment, at: number): void {
    segment.sentAt = at;
    if (this.repair) this.repair.sent++;
    const arrival = this.path.segment(segment.bytes, at);
    if (arrival === null) return;
    this.arrivals.push({ at: Math.max(arrival, this.arrivals.at(-1)?.at ?? 0), segment, sentAt: at });
  }
}
