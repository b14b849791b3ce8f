/**
 * For how long the newest price was not on the screen. A price makes the screen stale from the moment it is due until
 * it, or a newer one, is there; where those times of several prices overlap, they count once.
 *
 * All times are ms on one clock; they are added in the order in which they end.
 */
export class Staleness {
  private total = 0;
  private longestSpell = 0;
  private spellStart = Number.NEGATIVE_INFINITY;
  private coveredUntil = Number.NEGATIVE_INFINITY;

  /** @param due when a price was due, @param until when it was received, or a newer one in its place */
  add(due: number, until: number): void {
    if (due > this.coveredUntil) this.spellStart = due;
    this.total += Math.max(0, until - Math.max(due, this.coveredUntil));
    this.coveredUntil = Math.max(this.coveredUntil, until);
    this.longestSpell = Math.max(this.longestSpell, this.coveredUntil - this.spellStart);
  }

  /** Time stale so far, ms. */
  get ms(): number {
    return this.total;
  }

  /** The longest time without the newest price, ms. */
  get longest(): number {
    return this.longestSpell;
  }

  /** The same, with the spell that still lasts. @param since when the first price was due that is missing, or null */
  asOf(since: number | null, now: number): { ms: number; longest: number } {
    const { total, longestSpell, spellStart, coveredUntil } = this;
    if (since === null || since >= now) return { ms: total, longest: longestSpell };
    return {
      ms: total + Math.max(0, now - Math.max(since, coveredUntil)),
      longest: Math.max(longestSpell, now - (since > coveredUntil ? since : spellStart)),
    };
  }
}
