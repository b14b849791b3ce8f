/**
 * For how long the newest price was not on the screen. A tick makes the screen stale from the moment it comes
 * into being until it is received; where those times of several ticks overlap, they count once.
 *
 * All times are ms on one clock; ticks come in the order of their `seq`.
 */
export class Staleness {
  private total = 0;
  private longestSpell = 0;
  private spellStart = Number.NEGATIVE_INFINITY;
  private coveredUntil = Number.NEGATIVE_INFINITY;

  add(at: number, received: number): void {
    if (at > this.coveredUntil) this.spellStart = at;
    this.total += Math.max(0, received - Math.max(at, this.coveredUntil));
    this.coveredUntil = Math.max(this.coveredUntil, received);
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
}
