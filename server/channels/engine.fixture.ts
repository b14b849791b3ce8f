import { Engine } from '@/lib/run/engine';
import type { LaneSnapshot, Prices, Snapshot, WireReport } from '@/lib/run/snapshot';
import { defaultScenario, type Scenario } from '@/lib/scenario/scenario';
import { defaultView } from '@/lib/scenario/view';
import '../testing/browser-globals';

/** What polls would make slow is made quick. */
const scenario = { ...defaultScenario, rate: 20, interval: 0.2, timeout: 1 };

/** The engine of a page, with what it has reported last. */
export class EnginePage {
  readonly engine: Engine;
  snapshot: Snapshot | null = null;
  prices: Prices | null = null;
  wires: WireReport[] = [];
  readonly scenario: Scenario;
  /** Every status that there was, in order. */
  readonly statuses: string[] = [];
  private wake = () => {};

  constructor(origin: string, part: Partial<Scenario> = {}, wire = false) {
    this.scenario = { ...scenario, ...part };
    this.engine = new Engine(
      origin,
      this.scenario,
      { ...defaultView, wire },
      {
        snapshot: (snapshot) => {
          this.snapshot = snapshot;
          if (this.statuses.at(-1) !== snapshot.status.kind) this.statuses.push(snapshot.status.kind);
          this.wake();
        },
        charts: () => {},
        prices: (prices) => {
          this.prices = prices;
          this.wake();
        },
        wire: (report) => {
          this.wires.push(report);
          this.wake();
        },
      },
    );
  }

  get lanes(): LaneSnapshot[] {
    return this.snapshot?.lanes.filter(({ on }) => on) ?? [];
  }

  /** The fewest ticks that a lane has received. */
  get ticks(): number {
    return this.lanes.length === 0
      ? 0
      : Math.min(...this.lanes.map(({ figures }) => figures.order.received + figures.order.missed));
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
