import { epochNow } from '@/lib/measure/clock';
import { type TechniqueId, techniqueIds } from '@/lib/techniques';
import { SHOWN_BYTES, type WireEvent } from '@/lib/wire/event';
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
  }

  /** @returns a number for a connection that is new to this market */
  newConnection(): number {
    this.connections++;
    return this.connections;
  }

  /** @param after it sets out so many ms from now */
  record(
    technique: TechniqueId,
    connection: number,
    way: WireEvent['way'],
    upgraded: boolean,
    bytes: Buffer,
    after = 0,
  ): InFlight {
    if (!this.enabled) return null;
    // Each technique has its own, so that a busy one does not hide the others.
    if (!this.budgets.get(technique)?.take()) {
      this.leftOut++;
      return null;
    }
    const event: WireEvent = {
      id: this.next++,
      connection,
      technique,
      way,
      upgraded,
      sentAt: epochNow() + after,
      arrivedAt: null,
      bytes: bytes.length,
      data: bytes.toString('base64', 0, SHOWN_BYTES),
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
}
