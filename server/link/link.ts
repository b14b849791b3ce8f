import type { Fault } from '@/lib/faults/faults';
import { idealLink, isIdeal, type LinkSettings } from '@/lib/link/settings';
import { hash } from '@/lib/market/random';
import { HttpError } from '../limits/errors';
import { Capture } from '../wire/capture';

/** Before a system sends the first segment of a connection again (RFC 6298, section 2), ms; then doubled, so often. */
const FIRST_TIMEOUT_MS = 1000;
const SYN_RETRIES = 6;

/** As much as fits into one Ethernet frame with IPv4 and TCP headers, bytes. */
export const SEGMENT = 1460;

/** What waits at a bottleneck at most, as in the queue of a router, bytes: a datagram for which there is no room is lost. */
const QUEUE = 64 * 1024;

/** A proxy that buffers passes on what no longer fits into its buffers; nginx has 8 of 4 kB. */
const PROXY_BUFFER = 32 * 1024;

/** A connection below a link, as the link sees it: what crosses it obeys the link. */
export interface LinkMember {
  /** The link has changed. */
  update(): void;
  /** It goes silent for good without being closed. */
  freeze(): void;
  /** It is cut off at once. */
  reset(): void;
  /** It is closed in an orderly way. */
  finish(): void;
}

/** Somebody who looks at what crosses a link. */
export interface Watch {
  /** What was captured for them since the last time. */
  take(): ReturnType<Capture['take']>;
  stop(): void;
}

/** One direction of what shares a bottleneck: the connections of one technique. */
interface Direction {
  /** When the bottleneck has sent off all that was given to it so far. */
  freeAt: number;
  /** How many pieces of chance were used up. */
  drawn: number;
  readonly stream: number;
}

/** The simulated network of one page, with its faults. Times are in ms of `performance.now()`. */
export class Link {
  /** What crosses it, for the page to look at. */
  readonly capture = new Capture();
  private readonly available: boolean;
  private current = idealLink;
  private since = 0;
  private readonly directions = new Map<string, Direction>();
  private readonly members = new Set<LinkMember>();
  private watches: Watch[] = [];
  /** Whether it does something without any fault. */
  private always = false;
  /** When the last of the faults so far is over. */
  private faultsEnd = 0;
  private readonly until = { refuse: 0, unavailable: 0, freeze: 0, buffer: 0, outage: 0 };

  /** @param available whether connections can be led through it; without that it refuses to do anything */
  constructor(available = true) {
    this.available = available;
  }

  get settings(): LinkSettings {
    return this.current;
  }

  /** Whether it does anything at all now. */
  get active(): boolean {
    return this.always || (this.faultsEnd > 0 && this.faultsEnd > performance.now());
  }

  /** @throws HttpError 501 where connections cannot be led through it */
  change(settings: LinkSettings): void {
    if (!isIdeal(settings)) this.checkPossible();
    this.current = settings;
    this.since = performance.now();
    this.directions.clear();
    this.touch();
  }

  /**
   * Captures what crosses it for as long as anybody watches. What is captured goes to the one who came last; who came
   * before may be a page whose end nobody has noticed yet.
   *
   * @throws HttpError 501 where nothing can be captured
   */
  watch(): Watch {
    this.checkPossible();
    const watch: Watch = {
      take: () => (this.watches.at(-1) === watch ? this.capture.take() : { events: [], leftOut: 0 }),
      stop: () => {
        const isLast = this.watches.at(-1) === watch;
        this.watches = this.watches.filter((other) => other !== watch);
        if (isLast) this.restartCapture();
      },
    };
    this.watches.push(watch);
    this.restartCapture();
    return watch;
  }

  /**
   * Makes something go wrong. The restart of a feed is its market's business; here it cuts.
   *
   * @throws HttpError 501 where connections would have to be led through it, and cannot
   */
  strike({ kind, seconds }: Fault): void {
    switch (kind) {
      case 'rst':
      case 'restart':
        for (const member of this.members) member.reset();
        return;
      case 'fin':
        for (const member of this.members) member.finish();
        return;
      case 'freeze':
        this.checkPossible();
        this.until.freeze = performance.now() + seconds * 1000;
        for (const member of this.members) member.freeze();
        break;
      default:
        this.checkPossible();
        this.until[kind] = performance.now() + seconds * 1000;
    }
    this.touch();
  }

  /** @throws HttpError 503 while a fault says so */
  checkAvailable(): void {
    const seconds = (this.until.unavailable - performance.now()) / 1000;
    if (seconds <= 0) return;
    throw new HttpError(
      503,
      'unavailable',
      `A fault of the scenario: every request is refused for another ${seconds.toFixed(1)} s.`,
      { 'Retry-After': String(Math.ceil(seconds)) },
    );
  }

  get refusing(): boolean {
    return this.until.refuse > performance.now();
  }

  get freezing(): boolean {
    return this.until.freeze > performance.now();
  }

  add(member: LinkMember): void {
    this.members.add(member);
  }

  remove(member: LinkMember): void {
    this.members.delete(member);
  }

  /** Whether it loses segments: then what a connection makes of that decides when something comes out of it. */
  get lossy(): boolean {
    return this.current.stalls > 0;
  }

  /**
   * When bytes that are given to the link now come out of it, if none of them is lost.
   *
   * @param flow what shares a bottleneck each way: the id of a technique, or of a connection that several share
   */
  arrival(flow: string, way: 'up' | 'down', bytes: number, now: number): number {
    if (isIdeal(this.current)) return now;
    return this.cross(this.direction(flow, way), this.current[way], bytes, now);
  }

  /** The same for one segment of TCP. @returns null where it is lost */
  segmentArrival(flow: string, way: 'up' | 'down', bytes: number, now: number): number | null {
    const arrival = this.arrival(flow, way, bytes, now);
    return this.loses(this.direction(flow, way)) ? null : arrival;
  }

  /** The same for an acknowledgement of what goes `way`: it comes the other way, and has no size. */
  acknowledgementArrival(flow: string, way: 'up' | 'down', now: number): number | null {
    return this.segmentArrival(flow, way === 'up' ? 'down' : 'up', 0, now);
  }

  /** What a new connection pays before its first request, ms: SYN and SYN-ACK go there and back, and both may get lost. */
  handshake(flow: string): number {
    let ms = this.current.rtt;
    for (let retry = 0; retry < SYN_RETRIES; retry++) {
      if (!this.loses(this.direction(flow, 'up')) && !this.loses(this.direction(flow, 'down'))) break;
      ms += FIRST_TIMEOUT_MS * 2 ** retry;
    }
    return ms;
  }

  /**
   * When a datagram that is given to the link now comes out of it. Nobody sends it again, nothing waits for it, and with
   * jitter it may come before those that were given earlier.
   *
   * @param flow as of `arrival`
   * @param bytes of the datagram; each counts as one packet
   * @returns null where it is lost: by chance, for want of room at the bottleneck, or because nothing passes
   */
  datagramArrival(flow: string, way: 'up' | 'down', bytes: number, now: number): number | null {
    if (this.outageUntil(now) > now) return null;
    if (isIdeal(this.current)) return now;
    const kbit = this.current[way];
    const direction = this.direction(flow, way);
    if (((direction.freeAt - now) * kbit) / 8 + bytes > QUEUE) return null;
    const crossed = this.cross(direction, kbit, bytes, now);
    return this.loses(direction) ? null : crossed;
  }

  /** Until when nothing comes out of the link. */
  outageUntil(now: number): number {
    const { outageEvery, outageFor } = this.current;
    let until = this.until.outage;
    if (outageEvery > 0) {
      const period = (outageEvery + outageFor) * 1000;
      const phase = (now - this.since) % period;
      if (phase >= outageEvery * 1000) until = Math.max(until, now + period - phase);
    }
    return until;
  }

  /** Until when an unfinished answer, of which so much is kept back already, does not come out. */
  bufferUntil(queued: number): number {
    return queued < PROXY_BUFFER ? this.until.buffer : 0;
  }

  /** When bytes have crossed the bottleneck and the distance. */
  private cross(direction: Direction, kbit: number, bytes: number, now: number): number {
    const { rtt, jitter } = this.current;
    // One kbit/s is one bit per ms.
    const departure = Math.max(now, direction.freeAt) + (kbit > 0 ? (bytes * 8) / kbit : 0);
    direction.freeAt = departure;
    return departure + rtt / 2 + jitter * this.chance(direction);
  }

  /** Whether a packet gets lost. */
  private loses(direction: Direction): boolean {
    const { stalls } = this.current;
    return stalls > 0 && this.chance(direction) * 100 < stalls;
  }

  private checkPossible(): void {
    if (this.available) return;
    throw new HttpError(
      501,
      'no_link',
      'There is no simulated network here: this version of Node does not let connections be led through one.',
    );
  }

  /** Begins anew for the one who watches now: what another has taken counts as left out. */
  private restartCapture(): void {
    this.capture.turn(false);
    this.capture.turn(this.watches.length > 0);
    this.touch();
  }

  private touch(): void {
    this.always = this.capture.on || !isIdeal(this.current);
    this.faultsEnd = Math.max(...Object.values(this.until));
    for (const member of this.members) member.update();
  }

  private direction(flow: string, way: 'up' | 'down'): Direction {
    const name = `${flow} ${way}`;
    let direction = this.directions.get(name);
    if (!direction) {
      direction = { freeAt: 0, drawn: 0, stream: this.directions.size };
      this.directions.set(name, direction);
    }
    return direction;
  }

  /** @returns 0 to 1, the same row of numbers for the same use of the link */
  private chance(direction: Direction): number {
    return hash(SEED, direction.stream, direction.drawn++) / 2 ** 32;
  }
}

const SEED = 20_488;
