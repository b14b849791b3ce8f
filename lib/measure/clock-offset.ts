interface Sample {
  /** Server clock minus own clock, ms. */
  offset: number;
  roundTrip: number;
  taken: number;
}

/** A measurement is used for so long; clocks drift apart by some ms an hour. */
const KEEP_MS = 60_000;

export interface ClockEstimate {
  /** Server clock minus own clock, ms. */
  offset: number;
  /** The offset is right to ± this, ms: half the best round trip. */
  uncertainty: number;
  samples: number;
}

/**
 * The difference of two clocks from round trips between them, as NTP does it (RFC 5905, section 8): the reply
 * was made somewhere between sending and receiving, so it is off by at most half the round trip, and the
 * quickest round trip says most.
 */
export class ClockOffset {
  private samples: Sample[] = [];

  /**
   * @param sent and @param received on the own clock, @param remote the server's clock in between; all ms
   * @returns how far the server's clock has jumped ahead of the own one since the last measurement, ms: mostly 0, and
   * negative where it fell behind. A clock stands still while its computer sleeps.
   */
  add(sent: number, remote: number, received: number): number {
    const roundTrip = received - sent;
    const sample = { offset: remote - (sent + received) / 2, roundTrip, taken: received };
    const best = this.best;
    // Two measurements that cannot both be right: one of the clocks was set, or the server is another one now.
    const contradicts = best && Math.abs(best.offset - sample.offset) > (best.roundTrip + roundTrip) / 2 + 1;
    this.samples = contradicts ? [] : this.samples.filter(({ taken }) => received - taken < KEEP_MS);
    this.samples.push(sample);
    return contradicts ? sample.offset - best.offset : 0;
  }

  get estimate(): ClockEstimate | null {
    const best = this.best;
    if (!best) return null;
    return { offset: best.offset, uncertainty: best.roundTrip / 2, samples: this.samples.length };
  }

  private get best(): Sample | undefined {
    let best: Sample | undefined;
    for (const sample of this.samples) if (!best || sample.roundTrip < best.roundTrip) best = sample;
    return best;
  }
}
