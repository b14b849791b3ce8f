import { Store } from '@/components/ui/store';
import { WireView } from '@/components/wire/wire-view';
import type { Fault } from '@/lib/faults/faults';
import type { EngineView, RunCommand, RunReport } from '@/lib/run/messages';
import type { Compared, Opened } from '@/lib/run/saved-run';
import type { Side } from '@/lib/run/side';
import type { ChartData, Prices, Snapshot, TradeResult } from '@/lib/run/snapshot';
import type { Scenario } from '@/lib/scenario/scenario';
import type { Setup } from '@/lib/scenario/url';
import type { View } from '@/lib/scenario/view';
import type { TechniqueId } from '@/lib/techniques';
import type { EngineWorker } from './engine-worker';
import { type OneLive, onPage } from './one-live';

/**
 * A run as the page sees it: its settings, what is reported of it, and what can be done to it. Several can be on a page,
 * one of them live; the others show what they came to.
 */
export class PageRun {
  /** For what has to be told apart from that of other runs on the page. */
  readonly id: string;
  readonly setup: Store<Setup>;
  readonly snapshot = new Store<Snapshot | null>(null);
  readonly charts = new Store<ChartData>({
    market: null,
    edges: [],
    rows: [],
    minute: [],
    distribution: { edges: [], lanes: {} },
    interruptions: [],
    faults: [],
  });
  /** Prices change up to 20 times a second. */
  readonly prices = new Store<Prices>({ lanes: {}, behind: {}, known: false, at: 0 });
  readonly wire = new WireView((port) => this.tell({ type: 'wire', port }));
  /** Whose figures are shown after a change of settings. */
  readonly side = new Store<Side>('both');
  /** The saved run that it is compared with. */
  readonly compared = new Store<Compared | null>(null);
  /** Why the file that was chosen last cannot be opened. */
  readonly openProblem = new Store<string | null>(null);
  private readonly startEngine: (heard: (report: RunReport) => void) => EngineWorker;
  private readonly live: OneLive;
  private engine: EngineWorker | null = null;
  private visible = true;

  constructor(id: string, setup: Setup, startEngine: PageRun['startEngine'], live: OneLive = onPage) {
    this.id = id;
    this.setup = new Store(setup);
    this.startEngine = startEngine;
    this.live = live;
  }

  /** Begins, and stops the run that was live. */
  start(): void {
    if (this.engine) return;
    this.live.take(this);
    this.engine = this.startEngine((report) => this.receive(report));
    const { scenario, view } = this.setup.get();
    this.tell({ type: 'start', scenario, view: forEngine(view), visible: this.visible });
    this.wire.reconnect();
  }

  /** Ends it for good, and keeps showing its last figures. */
  stop(): void {
    if (!this.engine) return;
    this.engine.end();
    this.engine = null;
    this.live.leave(this);
    const last = this.snapshot.get();
    if (last) this.snapshot.set(stopped(last));
  }

  readonly change = (part: Partial<Scenario>): void => {
    const { scenario, view } = this.setup.get();
    this.setUp({ scenario: { ...scenario, ...part }, view });
  };

  readonly look = (part: Partial<View>): void => {
    const { scenario, view } = this.setup.get();
    this.setUp({ scenario, view: { ...view, ...part } });
  };

  readonly setUp = (setup: Setup): void => {
    const before = this.setup.get();
    this.setup.set(setup);
    if (setup.scenario !== before.scenario) this.tell({ type: 'change', scenario: setup.scenario });
    if (setup.view !== before.view) this.tell({ type: 'view', view: forEngine(setup.view) });
  };

  /** Begins a new run of other settings. */
  begin(part: Partial<Scenario>): void {
    this.change(part);
    if (this.engine) this.tell({ type: 'reset' });
  }

  pause(): void {
    this.tell({ type: 'pause' });
  }

  /** Goes on, or begins anew where it is over. */
  resume(): void {
    if (this.engine) this.tell({ type: 'resume' });
    else this.start();
  }

  reset(): void {
    if (this.engine) this.tell({ type: 'reset' });
    else this.start();
  }

  /** Makes something go wrong, now. */
  strike(fault: Fault): void {
    this.tell({ type: 'fault', fault });
  }

  /** Trades in one lane, at the price that it shows; where it has none, nothing happens. */
  trade(technique: TechniqueId, side: TradeResult['side']): void {
    const seen = this.prices.get().lanes[technique]?.price;
    const { symbol } = this.setup.get().scenario;
    if (seen !== undefined) this.tell({ type: 'trade', technique, side, symbol, seen });
  }

  /** Compares it with a run that was saved, if one was in the file; otherwise with that of before, if any. */
  compareWith(opened: Opened): void {
    this.openProblem.set('problem' in opened ? opened.problem : null);
    if ('run' in opened) this.compared.set({ run: opened.run, segment: opened.run.segments.length - 1 });
  }

  /** Whether the page can be seen; browsers slow down one that cannot. */
  setVisible(visible: boolean): void {
    this.visible = visible;
    this.tell({ type: 'visible', visible });
  }

  private tell(command: RunCommand): void {
    this.engine?.tell(command);
  }

  private receive(report: RunReport): void {
    if (report.type === 'snapshot') this.snapshot.set(report.snapshot);
    else if (report.type === 'charts') this.charts.set(report.charts);
    else this.prices.set(report.prices);
  }
}

function forEngine({ window, wire }: View): EngineView {
  return { window, wire };
}

/** The last figures of a run that is live no more. */
function stopped(last: Snapshot): Snapshot {
  const lanes = last.lanes.map((lane) => (lane.on ? { ...lane, state: { kind: 'done' as const } } : lane));
  return { ...last, status: { kind: 'replaced' }, lanes };
}
