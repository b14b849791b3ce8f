import type { Scenario } from '@/lib/scenario/scenario';
import type { LaneSnapshot, PastSegment, SegmentTimes } from './snapshot';

/** A control that is dragged changes a setting again and again: it has been released when it has rested so long, ms. */
export const REST_MS = 500;

/** Which stretches of a run have the same settings. Times of the run are in seconds, moments in ms on any one clock. */
export class Segments {
  private readonly over: PastSegment[] = [];
  private from = 0;
  private settings: Scenario;
  /** When the settings changed last; null once the segment has begun. */
  private changedAt: number | null = null;

  constructor(settings: Scenario) {
    this.settings = settings;
  }

  get present(): SegmentTimes & { settling: boolean } {
    return { from: this.from, to: null, settings: this.settings, settling: this.changedAt !== null };
  }

  get past(): readonly PastSegment[] {
    return this.over;
  }

  /**
   * The settings have changed.
   *
   * @param at of the run, s
   * @param lanes what the segment that this ends has come to
   * @returns whether one ends with it, and not with a change just before
   */
  change(settings: Scenario, now: number, at: number, lanes: () => LaneSnapshot[]): boolean {
    if (!isMeasuredOtherwise(this.settings, settings)) {
      this.settings = settings;
      return false;
    }
    const ends = this.changedAt === null;
    if (ends) {
      this.over.push({ from: this.from, to: at, settings: this.settings, lanes: lanes() });
      this.from = at;
    }
    this.settings = settings;
    this.changedAt = now;
    return ends;
  }

  /**
   * The server has told of something, and does what is wanted of it.
   *
   * @param at of the run, s
   * @returns whether a segment begins with it
   */
  confirm(now: number, at: number): boolean {
    if (this.changedAt === null || now - this.changedAt < REST_MS) return false;
    this.changedAt = null;
    this.from = at;
    return true;
  }

  /** Ticks that were late have come since: what the last one has come to is known better by now. */
  refreshLast(lanes: (segment: PastSegment) => LaneSnapshot[]): void {
    const last = this.over.at(-1);
    if (last) last.lanes = lanes(last);
  }
}

/** Whether figures before and after are of different settings. How long a run lasts and what goes wrong in it is none. */
export function isMeasuredOtherwise(before: Scenario, after: Scenario): boolean {
  return JSON.stringify(measuredBy(before)) !== JSON.stringify(measuredBy(after));
}

function measuredBy({ length, script, symbol, techniques, ...settings }: Scenario) {
  // The stock that is shown is part of it where it is traded.
  return { ...settings, techniques: [...techniques].sort(), symbol: settings.trader ? symbol : null };
}
