import { epochNow } from '@/lib/measure/clock';
import type { Interruption } from './snapshot';

/** The engine looks at the clock at least this often; a longer time between two looks is a stall, ms. */
export const STALL_MS = 1000;

/** A sleep is noticed so long after it at the latest: the clocks are compared once a second, ms. */
const NOTICED_MS = 1000;

interface Spell extends Interruption {
  /** On the page's own clock, ms. */
  start: number;
  end: number;
}

/**
 * Times in which this browser could not measure: the tab was in the background, where browsers slow things down,
 * or the computer slept or was too busy. What arrives late because of that is no technique's fault.
 */
export class Interruptions {
  private readonly spells: Spell[] = [];
  private hiddenSince: { start: number; from: number } | null = null;
  private readonly now: () => number;
  private lastLook: number;

  /** @param now the page's own clock, ms */
  constructor(now = epochNow) {
    this.now = now;
    this.lastLook = now();
  }

  /** @param elapsed seconds since the run began */
  setVisible(visible: boolean, elapsed: number): void {
    const now = this.now();
    if (!visible) this.hiddenSince ??= { start: now, from: elapsed };
    else if (this.hiddenSince) {
      this.spells.push({ ...this.hiddenSince, end: now, to: elapsed, reason: 'background' });
      this.hiddenSince = null;
    }
  }

  /** To be called at least every 250 ms, and before anything that has been received is judged. */
  look(elapsed: number): void {
    const now = this.now();
    const silence = now - this.lastLook;
    if (silence > STALL_MS && !this.hiddenSince) {
      const from = Math.max(0, elapsed - silence / 1000);
      this.spells.push({ start: this.lastLook, end: now, from, to: elapsed, reason: 'stall' });
    }
    this.lastLook = now;
  }

  /**
   * This computer's clock has stood still, which shows only by the server's: what was due then seems to have been due in
   * the time before now, and comes as late.
   *
   * @param ms for how long
   * @param elapsed seconds since the run began
   */
  slept(ms: number, elapsed: number): void {
    if (ms <= STALL_MS || this.hiddenSince) return;
    const now = this.now();
    const start = now - ms - NOTICED_MS;
    this.spells.push({
      start,
      end: now,
      from: Math.max(0, elapsed - ms / 1000),
      to: elapsed,
      reason: 'stall',
    });
  }

  overlaps(from: number, to: number): boolean {
    if (this.hiddenSince && to >= this.hiddenSince.start) return true;
    return this.spells.some(({ start, end }) => from <= end && to >= start);
  }

  list(elapsed: number): Interruption[] {
    const list: Interruption[] = this.spells.map(({ from, to, reason }) => ({ from, to, reason }));
    if (this.hiddenSince) list.push({ from: this.hiddenSince.from, to: elapsed, reason: 'background' });
    return list;
  }

  /** For a new run: what was before it does not concern it. */
  clear(): void {
    this.spells.length = 0;
    if (this.hiddenSince) this.hiddenSince.from = 0;
    this.lastLook = this.now();
  }
}
