import { epochNow } from '@/lib/measure/clock';
import { TradeDesk } from '@/lib/trade/desk';
import { type Fill, QUANTITY, slippageOf, type Trade } from '@/lib/trade/trade';
import type { TradeResult } from './snapshot';
import { TradeTally } from './trade-tally';

/** What a lane trades: its trades, what the automatic trader's quotes cost, and how long the answers took. */
export class Trader {
  readonly desk: TradeDesk;
  private readonly changed: () => void;
  /** Of the present segment. */
  private present = new TradeTally();
  /** What the automatic trader's quotes have cost since the run began; null before the first was answered. */
  private costOfRun: number | null = null;
  private lastTrade: TradeResult | null = null;
  private trades = 0;

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

  get tally(): TradeTally {
    return this.present;
  }

  /** Money since the run began; null while no quote was answered. */
  get cost(): number | null {
    return this.costOfRun;
  }

  /** What is sent from now on is counted anew. */
  countAnew(): void {
    this.present = new TradeTally();
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
      const { tally } = this;
      const { fill } = await this.place('quote', symbol, seen);
      const cost = slippageOf(fill);
      tally.quoted(cost);
      this.costOfRun = (this.costOfRun ?? 0) + cost;
    } catch {
      // Counted as unanswered: nobody took the offer, or nobody can say what it cost.
    }
  }

  private async place(side: Trade['side'], symbol: string, seen: number) {
    const { tally } = this;
    const sent = epochNow();
    let fill: Fill;
    try {
      fill = await this.desk.place({ symbol, side, quantity: QUANTITY, seen });
    } catch (error) {
      tally.notAnswered();
      throw error;
    }
    const roundTrip = epochNow() - sent;
    tally.answered(roundTrip);
    return { fill, roundTrip };
  }
}
