import type { Tick } from '@/lib/market/tick';
import type { TechniqueId } from '@/lib/techniques';

/** A price that a lane has received, for the first time. Times in server epoch ms. */
export interface Delivery {
  technique: TechniqueId;
  seq: number;
  symbol: string;
  price: number;
  /** When the price was due. */
  due: number;
  /** When the browser's handler had it. */
  receivedAt: number;
}

/** Who watches the wire takes them every tenth of a second; if nobody does, no more than so many are kept. */
const MOST = 4000;

/** What the lanes have received since somebody asked last. */
export class Deliveries {
  private list: Delivery[] = [];

  /** @param receivedAt server epoch ms */
  add(technique: TechniqueId, { seq, symbol, price, at }: Tick, receivedAt: number): void {
    if (this.list.length >= MOST) this.list = [];
    this.list.push({ technique, seq, symbol, price, due: at, receivedAt });
  }

  take(): Delivery[] {
    const taken = this.list;
    this.list = [];
    return taken;
  }
}
