import { Histogram } from '@/lib/measure/histogram';
import { toCents } from '@/lib/trade/trade';
import type { TraderFigures } from './snapshot';

/** What the trades of a lane that were sent in one segment have come to. */
export class TradeTally {
  private readonly roundTrips = new Histogram();
  private quotes = 0;
  private unanswered = 0;
  private cost = 0;

  /** @param roundTrip ms */
  answered(roundTrip: number): void {
    this.roundTrips.add(roundTrip);
  }

  notAnswered(): void {
    this.unanswered++;
  }

  /** A quote was filled. @param cost in money */
  quoted(cost: number): void {
    this.quotes++;
    this.cost += cost;
  }

  get figures(): TraderFigures {
    const { roundTrips, quotes, unanswered } = this;
    return {
      cost: quotes > 0 ? toCents(this.cost) : null,
      quotes,
      roundTrip: roundTrips.percentile(0.5),
      roundTripRange: roundTrips.medianRange,
      trades: roundTrips.count,
      unanswered,
    };
  }
}
