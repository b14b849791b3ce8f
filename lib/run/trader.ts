import { epochNow } from '@/lib/measure/clock';
import { Histogram } from '@/lib/measure/histogram';
import { TradeDesk } from '@/lib/trade/desk';
import { type Fill, QUANTITY, slippageOf, type Trade, toCents } from '@/lib/trade/trade';
import type { TradeResult, TraderFigures } from './snapshot';

/** What a lane trades: its trades, what the automatic trader's quotes cost, and how long the answers took. */
export class Trader {
  readonly desk: TradeDesk;
  private readonly changed: () => void;
  private readonly roundTrips = new Histogram();
  private lastTrade: TradeResult | null = null;
  private trades = 0;
  private quotes = 0;
  private unanswered = 0;
  private cost = 0;

  /**
   * @param address to which trades are posted, for techniques that do not carry them themselves
   * @param changed is called when `trade` is another one
   */
  constructor(address: string, changed: () => void) {
    this.desk = new TradeDesk(address);
    this.changed = changed;
  }

  /** The last trade that a button gave. */
  get trade(): TradeResult | null {
    return this.lastTrade;
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

  /** Trades at the price that a person saw. */
  async buyOrSell(side: TradeResult['side'], symbol: string, seen: number): Promise<void> {
    const id = ++this.trades;
    const show = (trade: TradeResult) => {
      // A slow answer does not take the place of a later trade's.
      if (id !== this.trades) return;
      this.lastTrade = trade;
      this.changed();
    };
    show({ kind: 'sent', side });
    try {
      const { fill, roundTrip } = await this.place(side, symbol, seen);
      show({ kind: 'filled', side, slippage: slippageOf(fill), roundTrip });
    } catch (error) {
      show({ kind: 'failed', side, reason: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Offers to buy and to sell at the price that the lane has. */
  async quote(symbol: string, seen: number): Promise<void> {
    try {
      const { fill } = await this.place('quote', symbol, seen);
      this.quotes++;
      this.cost += slippageOf(fill);
    } catch {
      // Counted as unanswered: nobody took the offer, or nobody can say what it cost.
    }
  }

  private async place(side: Trade['side'], symbol: string, seen: number) {
    const sent = epochNow();
    let fill: Fill;
    try {
      fill = await this.desk.place({ symbol, side, quantity: QUANTITY, seen });
    } catch (error) {
      this.unanswered++;
      throw error;
    }
    const roundTrip = epochNow() - sent;
    this.roundTrips.add(roundTrip);
    return { fill, roundTrip };
  }
}
