import { epochNow } from '@/lib/measure/clock';

/** How long first moments last, ms: at least, at most, and in between until nothing was held up for `calm`. */
export interface Bounds {
  least: number;
  most: number;
  calm: number;
}

/** The page builds itself meanwhile: its charts and its code come after the first ticks. */
export const AFTER_LOADING: Bounds = { least: 1000, most: 2000, calm: 250 };

/** What was shown is thrown away, and connections are made anew. */
export const AFTER_RESET: Bounds = { least: 250, most: 1000, calm: 250 };

/** It is looked at the clock so often, ms. */
export const LOOK_MS = 25;

/** A look that comes so much later than it should has been held up, ms: a browser that is idle is less than this late. */
const HELD_UP_MS = 25;

/**
 * The first moments of a run: what is late in them is so by the start of the page. How long they are says the event loop
 * that receives, and never a technique: so they are the same for all.
 */
export class FirstMoments {
  private readonly bounds: Bounds;
  private readonly now: () => number;
  private readonly began: number;
  private lastLook: number;
  private calmSince: number;
  private end = Number.POSITIVE_INFINITY;

  /** They begin now. @param now the page's own clock, ms */
  constructor(bounds: Bounds, now = epochNow) {
    this.bounds = bounds;
    this.now = now;
    this.began = now();
    this.lastLook = this.began;
    this.calmSince = this.began;
  }

  /** When they were over, on the page's own clock, ms; infinite as long as they last. */
  get over(): number {
    return this.end;
  }

  /** To be called every `LOOK_MS`. */
  look(): void {
    if (Number.isFinite(this.end)) return;
    const now = this.now();
    const { least, most, calm } = this.bounds;
    if (now - this.lastLook > LOOK_MS + HELD_UP_MS) this.calmSince = now;
    this.lastLook = now;
    const lasted = now - this.began;
    if ((lasted >= least && now - this.calmSince >= calm) || lasted >= most) this.end = now;
  }
}

/**
 * How much of a stretch of a run lies after its first moments, ms.
 *
 * @param from and @param to in seconds since the run began
 * @param moments ms they lasted, null while they last
 */
export function judgedMs(from: number, to: number, moments: number | null): number {
  return moments === null ? 0 : Math.max(0, to * 1000 - Math.max(from * 1000, moments));
}
