/** The least that Linux waits beyond a round trip before it takes a segment for lost (`TCP_RTO_MIN`), ms. */
const LEAST_PATIENCE = 200;

/** The longest timeout (`TCP_RTO_MAX`), ms. */
const LONGEST_TIMEOUT = 120_000;

/** When the sender of a TCP connection gives up waiting (RFC 6298), or asks (TLP of RFC 8985). Times are in ms. */
export class RetransmissionTimer {
  private smoothed: number;
  private variation: number;
  private least: number;
  private backoff = 1;
  /** Since when it waits, at the earliest. */
  private since = 0;
  private askedSince = 0;
  private hasProbed = false;

  /** @param rtt how long it takes there and back, as the handshake has shown */
  constructor(rtt: number) {
    this.smoothed = rtt;
    this.variation = rtt / 2;
    this.least = rtt;
  }

  /** The shortest round trip so far. */
  get shortest(): number {
    return this.least;
  }

  /** When the oldest segment on its way is lost, which set out at that time, if nothing is heard of it. */
  timeoutAt(sentAt: number): number {
    const once = this.smoothed + Math.max(LEAST_PATIENCE, 4 * this.variation);
    return Math.max(sentAt, this.since) + Math.min(LONGEST_TIMEOUT, this.backoff * once);
  }

  /**
   * When the sender asks after the last of the segments of which it has heard nothing; Infinity where it has asked.
   *
   * @param sentAt when the oldest of them set out
   * @param inFlight how many those are: the acknowledgement of a single one may be delayed
   */
  probeAt(sentAt: number, inFlight: number): number {
    if (this.hasProbed) return Number.POSITIVE_INFINITY;
    const patience = 2 * this.smoothed + (inFlight === 1 ? LEAST_PATIENCE : 0);
    return Math.min(this.askedSince + patience, this.timeoutAt(sentAt));
  }

  /** A round trip has been seen (RFC 6298, section 2). */
  measure(rtt: number): void {
    this.variation += (Math.abs(this.smoothed - rtt) - this.variation) / 4;
    this.smoothed += (rtt - this.smoothed) / 8;
    this.least = Math.min(this.least, rtt);
  }

  /** A new segment has set out. */
  sent(at: number): void {
    this.askedSince = at;
  }

  /** The oldest segment has arrived. While losses are repaired, that gives the next one a full timeout. */
  heard(at: number, repairing: boolean): void {
    this.backoff = 1;
    this.hasProbed = false;
    this.askedSince = at;
    if (repairing) this.since = at;
  }

  probed(at: number): void {
    this.hasProbed = true;
    this.since = at;
  }

  /** It waits twice as long for the next. */
  timedOut(at: number): void {
    this.backoff *= 2;
    this.since = at;
  }
}
