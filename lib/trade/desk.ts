import { SILENCE_MS } from '@/lib/connection/heartbeat';
import { postTrade } from './post';
import { type Fill, parseFill, type Trade } from './trade';

type Send = (trade: string) => void;

/** A trade that went out on a channel, and whose fill has not come yet. */
interface Pending {
  way: Send;
  filled(fill: Fill): void;
  failed(reason: Error): void;
}

/** Where a lane gives its trades: they go the technique's own way, or else each by a request. */
export class TradeDesk {
  private readonly address: string;
  private readonly pending = new Map<number, Pending>();
  private last = 0;
  private way: Send | null = null;

  /** @param address to which trades are posted */
  constructor(address: string) {
    this.address = address;
  }

  /**
   * From now on trades go out by `send`.
   *
   * @returns to be called when the connection is lost: what is under way on it will not be answered, and a technique
   * that has its own way does not go another one meanwhile
   */
  carry(send: Send): () => void {
    this.way = send;
    return () => {
      if (this.way === send) this.way = notConnected;
      for (const { way, failed } of this.pending.values()) {
        if (way === send) failed(new Error('the connection was lost'));
      }
    };
  }

  /** Takes the text of a fill that came back on the technique's own way. */
  filled(text: string): void {
    const fill = parseFill(text);
    if (fill.trade !== undefined) this.pending.get(fill.trade)?.filled(fill);
  }

  /** @throws when the trade is refused, or not answered in time: whether it was filled is not known then */
  async place(trade: Omit<Trade, 'trade'>): Promise<Fill> {
    const id = ++this.last;
    const text = JSON.stringify({ trade: id, ...trade } satisfies Trade);
    const timeUp = AbortSignal.timeout(SILENCE_MS);
    return this.way ? this.send(id, text, this.way, timeUp) : postTrade(this.address, text, timeUp);
  }

  private send(id: number, text: string, way: Send, timeUp: AbortSignal): Promise<Fill> {
    return new Promise<Fill>((filled, failed) => {
      this.pending.set(id, { way, filled, failed });
      timeUp.addEventListener('abort', () => failed(new Error('no answer in time')));
      way(text);
    }).finally(() => this.pending.delete(id));
  }
}

function notConnected(): void {
  throw new Error('not connected');
}
