import { ControlClient } from '@/lib/channel/control-client';
import type { Report } from '@/lib/channel/control-messages';
import type { Fault } from '@/lib/faults/faults';
import { epochNow } from '@/lib/measure/clock';
import type { Scenario } from '@/lib/scenario/scenario';
import type { TechniqueId } from '@/lib/techniques';
import { hasChanged, longestIntervalOf } from '@/lib/techniques/settings';
import { Interruptions } from './interruptions';
import type { EngineView } from './messages';
import { chartsOf, pricesOf, snapshotOf, wireOf } from './publishing';
import { quoteAll, untilNextQuote } from './quotes';
import { Run } from './run';
import { commandsBetween, type ServerSettings, serverSettings } from './server-settings';
import type { ChartData, Prices, Snapshot, Status, TradeResult, WireReport } from './snapshot';

/** The page is told the figures so often, ms. */
const SNAPSHOT_MS = 250;

/** Lanes are compared in small steps, this far apart, ms; a round of them takes about half a second. */
const COMPARE_MS = 25;

/** The charts are drawn anew so often: as their finest bucket is wide. */
const CHARTS_MS = 500;

/** Prices are shown at most so often, which is more than an eye can follow, ms. */
const PRICES_MS = 50;

/** When a server has no room for another market, it is asked again after so long, ms. */
const RETRY_OPEN_MS = 5000;

export interface EngineHandlers {
  snapshot(snapshot: Snapshot): void;
  charts(charts: ChartData): void;
  prices(prices: Prices): void;
  wire(wire: WireReport): void;
}

/**
 * Runs a scenario: has the server open a market, brings market and lanes to what is wanted, and reports what is
 * measured. It knows nothing of the page and runs in a worker, so that drawing does not disturb what is measured.
 */
export class Engine {
  private readonly origin: string;
  private readonly handlers: EngineHandlers;
  private readonly control: ControlClient;
  private readonly interruptions = new Interruptions();
  private scenario: Scenario;
  private view: EngineView;
  /** What the server has been told. */
  private told: ServerSettings;
  private run: Run | null = null;
  private online = false;
  private offlineSince = 0;
  private refusal: string | null = null;
  private pricesDue = false;

  /** @param origin of the server, such as `http://localhost:3000` */
  constructor(origin: string, scenario: Scenario, view: EngineView, handlers: EngineHandlers) {
    this.origin = origin;
    this.scenario = scenario;
    this.view = view;
    this.handlers = handlers;
    this.told = serverSettings(scenario, view);
    this.control = new ControlClient(origin, {
      online: () => this.connected(),
      offline: () => this.disconnected(),
      report: (report) => this.receive(report),
    });
    setInterval(() => this.beat(), SNAPSHOT_MS);
    setInterval(() => this.publishCharts(), CHARTS_MS);
    setInterval(() => this.run?.compare(), COMPARE_MS);
    this.quote();
  }

  change(scenario: Scenario): void {
    const before = this.scenario;
    this.scenario = scenario;
    // Other prices are another run; everything else changes the run that is under way.
    if (scenario.seed !== before.seed) {
      this.reset();
      return;
    }
    this.reconcile();
    for (const lane of this.run?.lanes.values() ?? []) {
      if (hasChanged(lane.technique.id, before, scenario)) lane.restart();
    }
    this.run?.switchLanes(scenario.techniques);
    this.publish();
    this.publishCharts();
  }

  /** Shows the same run in another way. */
  look(view: EngineView): void {
    this.view = view;
    this.reconcile();
    this.publishCharts();
  }

  pause(): void {
    this.want('paused');
  }

  resume(): void {
    if (this.run?.wanted === 'finished') this.reset();
    else this.want('running');
  }

  /** A new run of the same scenario: the same prices again, from the first tick. */
  reset(): void {
    this.run?.stop();
    this.run = null;
    this.open();
  }

  /** Makes something go wrong, now. */
  strike(fault: Fault): void {
    this.control.send({ type: 'fault', fault });
  }

  /** Trades in one lane, at the price that a person saw there. */
  trade(technique: TechniqueId, side: TradeResult['side'], symbol: string, seen: number): void {
    void this.run?.lanes.get(technique)?.trader.buyOrSell(side, symbol, seen);
  }

  setVisible(visible: boolean): void {
    this.interruptions.setVisible(visible, this.elapsed / 1000);
  }

  private get elapsed(): number {
    return this.run?.elapsed ?? 0;
  }

  private get offset(): number {
    return this.control.clock.estimate?.offset ?? 0;
  }

  private connected(): void {
    this.online = true;
    if (!this.run) {
      this.open();
      return;
    }
    const { market, state } = this.run;
    this.control.send({ type: 'reopen', market, state, ...this.told });
  }

  private disconnected(): void {
    if (this.online || this.offlineSince === 0) this.offlineSince = epochNow();
    this.online = false;
    this.publish();
  }

  private open(): void {
    this.told = serverSettings(this.scenario, this.view);
    this.control.send({ type: 'open', ...this.told });
  }

  private receive(report: Exclude<Report, { type: 'clock' }>): void {
    const { run } = this;
    if (report.type === 'error') {
      this.refusal = report.error.message;
      setTimeout(() => this.connected(), RETRY_OPEN_MS);
    } else if (report.type === 'market') {
      this.refusal = null;
      this.told = { ...this.told, settings: report.settings };
      if (run?.market !== report.market) this.begin(report);
      else {
        run.state = report.state;
        if (report.restored) run.restored();
      }
      this.reconcile();
    } else if (run?.market !== report.market) return;
    else if (report.type === 'figures') run.count(report.state, report.techniques);
    else if (report.type === 'wire') this.handlers.wire(wireOf(run, report, this.offset));
    else {
      run.struck(report.kind, report.at, report.until, this.offset);
      this.publish();
      this.publishCharts();
    }
  }

  /** The server has opened another market: with it begins another run. */
  private begin(report: Extract<Report, { type: 'market' }>): void {
    this.run?.stop();
    this.interruptions.clear();
    this.run = new Run(report, {
      market: `${this.origin}/api/markets/${report.market}`,
      scenario: () => this.scenario,
      clockOffset: () => this.offset,
      interrupted: (from, to) => {
        this.interruptions.look(this.elapsed / 1000);
        return this.interruptions.overlaps(from, to);
      },
      ticked: () => this.pricesChanged(),
      traded: () => this.publish(),
    });
    for (const [id, lane] of this.run.lanes) if (this.scenario.techniques.includes(id)) lane.start();
    this.publish();
  }

  private want(wanted: Run['wanted']): void {
    const { run } = this;
    if (!run?.want(wanted)) return;
    this.reconcile();
    run.switchLanes(this.scenario.techniques);
    this.publish();
  }

  /** Brings the server's market to what is wanted, where it is not there yet. */
  private reconcile(): void {
    const { run, told } = this;
    if (!run || !this.online) return;
    const wanted = serverSettings(this.scenario, this.view);
    for (const command of commandsBetween(told, wanted)) this.control.send(command);
    this.told = wanted;
    const isRunning = run.state.schedule !== null;
    if (isRunning && run.wanted !== 'running') this.control.send({ type: 'pause' });
    if (!isRunning && run.wanted === 'running') this.control.send({ type: 'resume' });
  }

  private beat(): void {
    this.interruptions.look(this.elapsed / 1000);
    const { run, scenario } = this;
    if (run) {
      const { length, script } = scenario;
      if (run.wanted === 'running' && length > 0 && run.elapsed >= length * 1000) this.want('finished');
      if (run.wanted === 'running' && this.online) {
        for (const fault of run.script.due(script, run.elapsed / 1000)) this.strike(fault);
      }
      run.drain(longestIntervalOf(scenario));
      run.record();
    }
    this.publish();
    this.pricesChanged();
  }

  /** The automatic trader: at each whole second of the run every lane quotes the price it has. */
  private quote(): void {
    const { run, scenario } = this;
    if (run?.quotes.isDue(run.elapsed)) {
      // What is out of date because this browser was held up is no technique's fault.
      this.interruptions.look(run.elapsed / 1000);
      const now = epochNow();
      const isFair = !this.interruptions.overlaps(now, now);
      if (scenario.trader && run.wanted === 'running' && isFair)
        quoteAll(run.lanes.values(), scenario.symbol);
    }
    setTimeout(() => this.quote(), untilNextQuote(this.elapsed));
  }

  private get status(): Status {
    if (this.refusal) return { kind: 'refused', message: this.refusal };
    if (!this.online && this.offlineSince > 0) return { kind: 'offline', since: this.offlineSince };
    return { kind: this.run?.status ?? 'connecting' };
  }

  private publish(): void {
    this.handlers.snapshot(
      snapshotOf(this.run, {
        status: this.status,
        clock: this.control.clock.estimate,
        noiseFloor: this.control.noiseFloor.estimate,
        interruptions: this.interruptions.list(this.elapsed / 1000),
        scenario: this.scenario,
      }),
    );
  }

  private publishCharts(): void {
    this.handlers.charts(chartsOf(this.run, this.view, this.interruptions.list(this.elapsed / 1000)));
  }

  private pricesChanged(): void {
    if (this.pricesDue) return;
    this.pricesDue = true;
    setTimeout(() => {
      this.pricesDue = false;
      if (this.run) this.handlers.prices(pricesOf(this.run, this.scenario.symbol));
    }, PRICES_MS);
  }
}
