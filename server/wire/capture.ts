import type { WireEvent } from '@/lib/capture/event';
import { epochNow } from '@/lib/measure/clock';
import { type TechniqueId, techniqueIds } from '@/lib/techniques';
import { boundedNote, MOST_NOTES, type Note, SHOWN_BYTES } from '@/lib/wire/crossing';
import { RateLimit } from '../limits/rate';

/** What is captured of one technique at most: events a second, and as many at once. */
const EVENTS_PER_SECOND = 250;

/** Something under way: to be told when it has come out of the link, or that it will, so many ms from now. */
export type InFlight = { arrived(after?: number): void } | null;

/**
 * Keeps what crosses the connections of one market until the page fetches it. Off, it costs nothing; on, it keeps a
 * bounded sample, and counts what it leaves out.
 */
export class Capture {
  private enabled = false;
  private events: WireEvent[] = [];
  private leftOut = 0;
  private next = 1;
  private connections = 0;
  /** Connections up to this number have carried something before the capture was turned on. */
  private older = 0;
  /** Of those, by connection and way, which are captured by now. */
  private readonly joined = new Set<string>();
  /** How many events were left out since the last one that was not, by connection and way. */
  private readonly skipped = new Map<string, number>();
  private readonly budgets = new Map(
    techniqueIds.map((id) => [id, new RateLimit(EVENTS_PER_SECOND, EVENTS_PER_SECOND)]),
  );

  get on(): boolean {
    return this.enabled;
  }

  turn(on: boolean): void {
    if (on === this.enabled) return;
    this.enabled = on;
    this.events = [];
    this.leftOut = 0;
    this.older = this.connections;
    this.joined.clear();
    this.skipped.clear();
  }

  /** @returns a number for a connection that is new to this market */
  newConnection(): number {
    this.connections++;
    return this.connections;
  }

  /**
   * @param after it sets out so many ms from now
   * @param notes what the technique's server half says of these bytes
   * @param stream of one frame of HTTP/2
   */
  record(
    technique: TechniqueId,
    connection: number,
    way: WireEvent['way'],
    upgraded: boolean,
    bytes: Buffer,
    after = 0,
    notes: readonly Note[] = [],
    stream?: number,
  ): InFlight {
    if (!this.enabled) return null;
    // Each technique has its own, so that a busy one does not hide the others.
    if (!this.budgets.get(technique)?.take()) {
      this.leftOut++;
      this.skip(connection, way);
      return null;
    }
    const event: WireEvent = {
      id: this.next++,
      connection,
      technique,
      way,
      upgraded,
      skipped: this.skippedBefore(connection, way),
      sentAt: epochNow() + after,
      arrivedAt: null,
      bytes: bytes.length,
      data: bytes.toString('base64', 0, SHOWN_BYTES),
      ...(stream !== undefined && { stream }),
      ...(notes.length > 0 && { notes: notes.slice(0, MOST_NOTES).map(boundedNote) }),
    };
    this.events.push(event);
    return {
      arrived: (later = 0) => {
        event.arrivedAt = epochNow() + later;
      },
    };
  }

  /** What has come since the last time; what is still on its way stays until it has arrived, or for two seconds. */
  take(): { events: WireEvent[]; leftOut: number } {
    const patience = epochNow() - 2000;
    const isReady = ({ arrivedAt, sentAt }: WireEvent) => arrivedAt !== null || sentAt < patience;
    const events = this.events.filter(isReady);
    this.events = this.events.filter((event) => !isReady(event));
    const { leftOut } = this;
    this.leftOut = 0;
    return { events, leftOut };
  }

  private skip(connection: number, way: WireEvent['way']): void {
    if (way === 'close') this.forget(connection);
    else {
      const name = `${connection} ${way}`;
      this.skipped.set(name, (this.skipped.get(name) ?? 0) + 1);
    }
  }

  private skippedBefore(connection: number, way: WireEvent['way']): number {
    if (way === 'open' || way === 'close') {
      if (way === 'close') this.forget(connection);
      return 0;
    }
    const name = `${connection} ${way}`;
    const unseen = connection <= this.older && !this.joined.has(name) ? 1 : 0;
    if (unseen > 0) this.joined.add(name);
    const skipped = (this.skipped.get(name) ?? 0) + unseen;
    this.skipped.delete(name);
    return skipped;
  }

  private forget(connection: number): void {
    for (const way of ['up', 'down']) {
      this.skipped.delete(`${connection} ${way}`);
      this.joined.delete(`${connection} ${way}`);
    }
  }
}
