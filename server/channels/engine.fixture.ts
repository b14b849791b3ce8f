import { WireReader } from '@/lib/capture/message';
import { idealLink } from '@/lib/link/settings';
import { Engine } from '@/lib/run/engine';
import type { ChartData, LaneSnapshot, Prices, Snapshot, WireReport } from '@/lib/run/snapshot';
import { defaultScenario, type Scenario } from '@/lib/scenario/scenario';
import { defaultView } from '@/lib/scenario/view';
import type { TechniqueId } from '@/lib/techniques';
import { techniqueIds } from '@/lib/techniques';
import '../testing/browser-globals';

/** What polls would make slow is made quick. */
const scenario = {
  ...defaultScenario,
  ...idealLink,
  techniques: [...techniqueIds],
  rate: 20,
  interval: 0.2,
  timeout: 1,
};

/** The engine of a page, with what it has reported last. */
export class EnginePage {
  readonly engine: Engine;
  snapshot: Snapshot | null = null;
  prices: Prices | null = null;
  charts: ChartData | null = null;
  wires: WireReport[] = [];
  readonly scenario: Scenario;
  /** Every status that there was, in order. */
  readonly statuses: string[] = [];
  /** How often it has reported anything. */
  reports = 0;
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
          this.reports++;
          if (this.statuses.at(-1) !== snapshot.status.kind) this.statuses.push(snapshot.status.kind);
          this.wake();
        },
        charts: (charts) => {
          this.charts = charts;
          this.reports++;
          this.wake();
        },
        prices: (prices) => {
          this.prices = prices;
          this.reports++;
          this.wake();
        },
        wireReader: async () => new WireReader(),
        wire: (report) => {
          this.wires.push(report);
          this.reports++;
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

  get status(): string | undefined {
    return this.snapshot?.status.kind;
  }

  lane(id: TechniqueId): LaneSnapshot {
    const lane = this.snapshot?.lanes.find((one) => one.id === id);
    if (!lane) throw new Error(`there is no lane ${id}`);
    return lane;
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
