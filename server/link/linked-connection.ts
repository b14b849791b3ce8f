import type { WireEvent } from '@/lib/capture/event';
import type { TechniqueId } from '@/lib/techniques';
import { MOST_NOTES, type Note } from '@/lib/wire/crossing';
import type { InFlight } from '../wire/capture';
import { type Link, type LinkMember, SEGMENT } from './link';
import { Memberships } from './memberships';
import { Pipe } from './pipe';

/** What a link takes in before the program has to wait, as the send buffer of a socket does, bytes. */
const SEND_BUFFER = 64 * 1024;

const NOTHING = Buffer.alloc(0);

/** One frame of several streams that share a connection, and whose it is. */
export interface Frame {
  link: Link;
  technique: TechniqueId;
  stream: number;
  way: 'up' | 'down';
  data: Buffer;
  notes: readonly Note[];
  /** It sets out so many ms from now. */
  after: number;
}

/** A request that has come in: its size with its body, and, where somebody wants to see it, its bytes. */
export interface Incoming {
  bytes: number;
  copy(): Buffer;
}

/** The connection below, whatever it is made of. */
export interface ConnectionBelow {
  readonly destroyed: boolean;
  /**
   * From now on what the program writes goes through `down` of the link before the system has it, and, where `upgraded`,
   * what comes in goes through `up` before the program has it. Called again when `upgraded` has become true.
   */
  interpose(upgraded: boolean): void;
  /** Cuts the connection off at once. */
  reset(): void;
  /** Closes it in an orderly way. */
  finish(): void;
}

/**
 * A connection whose traffic goes through the simulated network of a page. It knows no socket: what is below brings its
 * bytes here and takes them on when they have come out. It costs nothing until a link or a fault first needs it.
 */
export class LinkedConnection implements LinkMember {
  private readonly below: ConnectionBelow;
  private readonly flow: string | undefined;
  /** That of the page whose bytes came last. */
  private link: Link | null = null;
  /** Those of all pages that share it; null for a connection that none shares. */
  private readonly links: Memberships | null;
  private technique: TechniqueId | null = null;
  private isUpgraded = false;
  private isFrozen = false;
  /** Answers under way: a proxy may keep them back. */
  private answering = 0;
  private fresh = true;
  /** Its number in the capture of its market. */
  private number = 0;
  /** What was said of bytes that are yet to be written; made when something is. */
  private notes: Note[] | null = null;
  /** Made when a link or a fault first needs them. */
  private pipes: { up: Pipe; down: Pipe } | null = null;

  /**
   * @param flow names the bottleneck of a connection that several techniques share, and maybe several pages; one that is
   * a technique's own shares the bottleneck with all connections of that technique
   */
  constructor(below: ConnectionBelow, flow?: string) {
    this.below = below;
    this.flow = flow;
    this.links = flow === undefined ? null : new Memberships(this);
  }

  /** Whether messages come in that no request goes before. */
  get upgraded(): boolean {
    return this.isUpgraded;
  }

  /** Whether it has gone silent for good. */
  get frozen(): boolean {
    return this.isFrozen;
  }

  /** Whether so much is on its way to the browser that the program has to wait. */
  get full(): boolean {
    return (this.pipes?.down.queued ?? 0) > SEND_BUFFER;
  }

  /**
   * A request of a technique has come in: brings it through the link.
   *
   * @param arrived is called when it has come out on the server's side
   * @param show shows it to who watches; it sets out in `after` ms
   */
  request(
    link: Link,
    technique: TechniqueId,
    incoming: Incoming,
    arrived: () => void,
    show = (after: number) => this.record('up', incoming.copy(), technique, after),
  ): void {
    this.join(link, technique);
    const isNew = this.fresh;
    this.fresh = false;
    this.answering++;
    if (!this.pipes) {
      arrived();
      return;
    }
    if (isNew && link.refusing) {
      this.below.reset();
      return;
    }
    if (isNew && link.freezing) this.freeze();
    // A new connection pays for its handshake: SYN and SYN-ACK go there and back before the request can.
    const handshake = isNew ? link.handshake(this.flow ?? technique) : 0;
    if (isNew) this.record('open', NOTHING, technique)?.arrived(handshake);
    const inFlight = link.capture.on ? show(handshake) : null;
    this.pipes.up.send(
      incoming.bytes,
      () => {
        inFlight?.arrived();
        if (!this.below.destroyed) arrived();
      },
      handshake,
    );
  }

  /** Says what the bytes are that go down next. */
  note(note: Note): void {
    if (!this.link?.capture.on) return;
    this.notes ??= [];
    if (this.notes.length < MOST_NOTES) this.notes.push(note);
  }

  /** Shows a frame to who watches its link. */
  show({ link, technique, stream, way, data, notes, after }: Frame): InFlight {
    const number = this.links?.numberIn(link);
    if (number === undefined || !link.capture.on) return null;
    return link.capture.record(technique, number, way, false, data, after, notes, stream);
  }

  /** The last byte of the answer has been given to the link. */
  answered(): void {
    this.answering = Math.max(0, this.answering - 1);
    this.pipes?.down.pump();
  }

  /** From now on messages come up this connection that no request goes before. */
  upgrade(): void {
    this.isUpgraded = true;
    if (this.pipes) this.below.interpose(true);
  }

  /** What comes next on this connection is no technique's: it does not go through the link. */
  leave(): void {
    this.link?.remove(this);
    this.link = null;
  }

  /** The connection is closed. */
  closed(): void {
    this.record('close', NOTHING, this.technique)?.arrived();
    this.leave();
    this.links?.leave(({ capture }, technique, number) =>
      capture.record(technique, number, 'close', false, NOTHING)?.arrived(),
    );
    this.pipes?.up.clear();
    this.pipes?.down.clear();
  }

  /** Calls `then` as soon as all that was sent has really gone out. */
  whenSent(then: () => void): void {
    if (this.pipes) this.pipes.down.whenOut(then);
    else then();
  }

  /**
   * Bytes on their way to the browser.
   *
   * @param out is given them as they come out, in pieces, in order
   * @param link of the page that they are for, where several share the connection
   */
  down(data: Buffer, out: (piece: Buffer) => void, link = this.link): void {
    this.link = link;
    const inFlight = this.record('down', data, this.technique);
    for (let from = 0; from < data.length; from += SEGMENT) {
      const piece = data.subarray(from, from + SEGMENT);
      this.pipes?.down.send(piece.length, () => {
        out(piece);
        // What comes out of the link after its socket was destroyed goes nowhere, nor does what the system refuses.
        if (from + SEGMENT >= data.length && !this.below.destroyed) inFlight?.arrived();
      });
    }
  }

  /** Nothing more goes to the browser. @param out is called when all has come out */
  end(out: () => void): void {
    this.pipes?.down.send(0, out);
  }

  /**
   * Bytes on their way from the browser, or, as null, their end.
   *
   * @param out is called when they have come out
   * @returns whether the link takes more
   */
  up(data: Buffer | null, out: () => void): boolean {
    const { pipes } = this;
    const inFlight = data ? this.record('up', data, this.technique) : null;
    pipes?.up.send(data?.length ?? 0, () => {
      inFlight?.arrived();
      out();
    });
    return (pipes?.up.queued ?? 0) < SEND_BUFFER;
  }

  update(): void {
    if (this.links ? this.links.active : this.link?.active) this.interpose();
    this.pipes?.up.pump();
    this.pipes?.down.pump();
  }

  /** The link that freezes it tells it of an update too, with which it is interposed. */
  freeze(): void {
    this.isFrozen = true;
  }

  reset(): void {
    this.below.reset();
  }

  finish(): void {
    this.below.finish();
  }

  private join(link: Link, technique: TechniqueId): void {
    if (this.links) this.links.join(link, technique);
    else if (this.link !== link) {
      this.leave();
      link.add(this);
      this.number = link.capture.newConnection();
    }
    this.link = link;
    this.technique = technique;
    if (link.active) this.interpose();
  }

  private interpose(): void {
    if (this.pipes) return;
    this.pipes = { up: this.pipe('up'), down: this.pipe('down') };
    this.below.interpose(this.isUpgraded);
  }

  private pipe(way: 'up' | 'down'): Pipe {
    return new Pipe({
      arrival: (bytes, now) => this.link?.arrival(this.bottleneck, way, bytes, now) ?? now,
      blockedUntil: (now) => this.blockedUntil(way, now),
      lossy: () => this.link?.lossy === true,
      rtt: () => this.link?.settings.rtt ?? 0,
      // What is on its way as the connection leaves its link is let through.
      segment: (bytes, now) => (this.link ? this.link.segmentArrival(this.bottleneck, way, bytes, now) : now),
      acknowledgement: (now) =>
        this.link ? this.link.acknowledgementArrival(this.bottleneck, way, now) : now,
    });
  }

  /** What names the bottleneck it goes through. */
  private get bottleneck(): string {
    return this.flow ?? this.technique ?? '';
  }

  private blockedUntil(way: 'up' | 'down', now: number): number {
    if (this.isFrozen) return Number.POSITIVE_INFINITY;
    if (this.links) return this.links.latest((link) => this.blockedBy(link, way, now));
    return this.link ? this.blockedBy(this.link, way, now) : 0;
  }

  private blockedBy(link: Link, way: 'up' | 'down', now: number): number {
    // What several share has many answers at a time: each is kept back by itself, before it comes here.
    const isKept = way === 'down' && this.answering > 0 && !this.isUpgraded && !this.links;
    const buffered = isKept ? link.bufferUntil(this.pipes?.down.queued ?? 0) : 0;
    return Math.max(buffered, link.outageUntil(now));
  }

  private record(way: WireEvent['way'], data: Buffer, technique: TechniqueId | null, after = 0): InFlight {
    const { link, links } = this;
    // What several share is shown frame by frame.
    if (!link?.capture.on || !technique || (links && way !== 'open')) return null;
    const notes = (way === 'down' && this.notes) || [];
    if (way === 'down') this.notes = null;
    const number = links?.numberIn(link) ?? this.number;
    const upgraded = this.isUpgraded && way !== 'close';
    return link.capture.record(technique, number, way, upgraded, data, after, notes);
  }
}
