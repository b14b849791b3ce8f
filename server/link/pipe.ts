import type { Written } from './segment';
import { type LossyPath, TcpFlow } from './tcp-flow';

/**
 * Bytes on their way in one direction of one connection. What is due before those ahead of it waits for them. Where
 * segments get lost, it is not known when it is due until its last one has arrived.
 */
interface Parcel extends Written {
  bytes: number;
  deliver: () => void;
  /** Nothing that crosses: somebody is told that what stood before it is out. */
  isMark: boolean;
}

/** What a pipe asks of the link it belongs to. Times are in ms of `performance.now()`. */
export interface Transit extends LossyPath {
  /** Whether segments get lost now. */
  lossy(): boolean;
  /** When bytes that set out now will arrive. */
  arrival(bytes: number, now: number): number;
  /** Until when nothing may come out; Infinity for never again, and any time in the past for free passage. */
  blockedUntil(now: number): number;
}

/** One direction of one connection: whatever goes in comes out later, and in the same order. */
export class Pipe {
  private readonly transit: Transit;
  private readonly parcels: Parcel[] = [];
  /** Made when segments first may get lost. */
  private flow: TcpFlow | null = null;
  private timer: NodeJS.Timeout | undefined;
  private blocked = false;
  /** Bytes that have gone in and not come out. */
  queued = 0;

  constructor(transit: Transit) {
    this.transit = transit;
  }

  get empty(): boolean {
    return this.parcels.length === 0;
  }

  /** @param extra ms on top of what the transit takes */
  send(bytes: number, deliver: () => void, extra = 0): void {
    const now = performance.now();
    if (bytes > 0 && this.transit.lossy()) {
      this.sendLossy({ bytes, dueAt: Number.POSITIVE_INFINITY, deliver, isMark: false }, now + extra);
      return;
    }
    const dueAt = this.transit.arrival(bytes, now) + extra;
    if (this.empty && dueAt <= now && this.transit.blockedUntil(now) <= now) {
      deliver();
      return;
    }
    this.parcels.push({ bytes, dueAt, deliver, isMark: false });
    this.queued += bytes;
    // What has gathered may be what the transit was waiting for.
    if (this.parcels.length === 1 || this.blocked) this.pump();
  }

  /** Calls `then` as soon as all bytes that are in the pipe now have come out. An end behind them may come later. */
  whenOut(then: () => void): void {
    const at = this.parcels.findLastIndex(({ bytes, isMark }) => bytes > 0 || isMark);
    // It is due at once, and comes out behind what is there.
    if (at >= 0) this.parcels.splice(at + 1, 0, { bytes: 0, dueAt: 0, deliver: then, isMark: true });
    else then();
  }

  /** Lets out what is due. To be called whenever the transit may have become free. */
  pump(): void {
    clearTimeout(this.timer);
    const now = performance.now();
    const blockedUntil = this.transit.blockedUntil(now);
    this.blocked = blockedUntil > now;
    if (this.blocked) {
      if (blockedUntil < Number.POSITIVE_INFINITY) this.wait(blockedUntil - now);
      return;
    }
    this.flow?.advance(now);
    for (;;) {
      const [next] = this.parcels;
      if (!next) break;
      if (next.dueAt > now) {
        this.wait(Math.min(next.dueAt, this.flow?.nextAt ?? next.dueAt) - now);
        return;
      }
      this.parcels.shift();
      this.queued -= next.bytes;
      next.deliver();
    }
  }

  /** Forgets all that is on its way: the connection is no more. */
  clear(): void {
    clearTimeout(this.timer);
    this.parcels.length = 0;
    this.queued = 0;
    this.flow = null;
  }

  private sendLossy(parcel: Parcel, at: number): void {
    this.parcels.push(parcel);
    this.queued += parcel.bytes;
    this.flow ??= new TcpFlow(this.transit);
    this.flow.write(parcel.bytes, parcel, at);
    this.pump();
  }

  private wait(ms: number): void {
    this.timer = setTimeout(() => this.pump(), Math.ceil(ms));
  }
}
