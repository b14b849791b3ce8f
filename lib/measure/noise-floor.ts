interface RoundTrip {
  ms: number;
  /** When it ended, ms. */
  at: number;
}

/** A browser is as busy as it was in the last minute. */
const KEEP_MS = 60_000;

/** Fewer round trips say nothing of how they vary. */
const ENOUGH = 10;

/** Nine of ten round trips are disturbed by less than what is taken for the floor. */
const SHARE = 0.9;

/**
 * What the same message takes more at one time than at another, one way, ms: the noise floor, below which a difference
 * between techniques may as well be this browser's. It is half of what nine of ten round trips of the control
 * channel stay below, beyond the best of them: the best met nobody in its way, the others waited for a busy worker, a
 * busy browser, a busy server or the network. What even the best one pays is not in it.
 */
export class NoiseFloor {
  private trips: RoundTrip[] = [];

  /** @param ms how long the round trip took, @param at when it ended, ms */
  add(ms: number, at: number): void {
    this.trips = this.trips.filter((trip) => at - trip.at < KEEP_MS);
    this.trips.push({ ms, at });
  }

  /** ms, or null where too little is known. */
  get estimate(): number | null {
    if (this.trips.length < ENOUGH) return null;
    const sorted = this.trips.map(({ ms }) => ms).sort((a, b) => a - b);
    const [best = 0] = sorted;
    return ((sorted[Math.ceil(SHARE * sorted.length) - 1] ?? best) - best) / 2;
  }
}
