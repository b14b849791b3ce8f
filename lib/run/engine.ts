import type { WireReader } from '@/lib/capture/message';
import type { Report } from '@/lib/channel/control-messages';
import type { Fault } from '@/lib/faults/faults';
import { epochNow } from '@/lib/measure/clock';
import type { Scenario } from '@/lib/scenario/scenario';
import type { TechniqueId } from '@/lib/techniques';
import { hasChanged, longestIntervalOf } from '@/lib/techniques/settings';
import type { Finding } from './findings';
import { AFTER_LOADING, AFTER_RESET, FirstMoments, LOOK_MS } from './first-moments';
import { Interruptions } from './interruptions';
import { MarketClient } from './market-client';
import type { EngineView } from './messages';
import { chartsOf, lanesOf, pricesOf, snapshotOf, tellWire } from './publishing';
import { quoteAll, untilNextQuote } from './quotes';
import { Run } from './run';
import { type ServerSettings, serverSettings } from './server-settings';
import type { ChartData, Prices, Snapshot, Status, TradeResult, WireReport } from './snapshot';

/** The page is told the figures so often, ms. */
const SNAPSHOT_MS = 250;

/** The charts are drawn anew so often: as their finest bucket is wide. */
const CHARTS_MS = 500;

/** Prices are shown at most so often, which is more than an eye can follow, ms. */
const PRICES_MS = 50;

/** It is said so long that something was not done, or that the market is gone, ms. */
const COMPLAINT_MS = 8000;

export interface EngineHandlers {
  snapshot(snapshot: Snapshot): void;
  charts(charts: ChartData): void;
  prices(prices: Prices): void;
  wire(wire: WireReport): void;
  wireReader(): Promise<WireReader>;
}

/**
 * Runs a scenario: has the server open a market, brings market and lanes to what is wanted, and reports what is
 * measured. It knows nothing of the page and runs in a worker, so that drawing does not disturb what is measured.
 */
export class Engine {
  private readonly origin: string;
  private readonly handlers: EngineHandlers;
  private readonly market: MarketClient;
  private readonly interruptions = new Interruptions();
  private scenario: Scenario;
  private view: EngineView;
  private run: Run | null = null;
  private firstMoments: FirstMoments | null = null;
  private complaint: string | null = null;
  private pricesDue = false;
  private readonly timers: Record<string, ReturnType<typeof setTimeout>> = {};

  /** @param origin of the server, such as `http://localhost:3000` */
  constructor(origin: string, scenario: Scenario, view: EngineView, handlers: EngineHandlers) {
    this.origin = origin;
    this.scenario = scenario;
    this.view = view;
    this.handlers = handlers;
    this.market = new MarketClient(origin, this.wanted, {
      begun: (report) => this.begin(report),
      wentOn: (report) => this.run?.goOn(report),
      told: (report) => this.hear(report),
      gone: () => this.lose(),
      complained: (message) => this.tell(`The server did not do what it was asked for. ${message}`),
      slept: (ms) => this.interruptions.slept(ms, this.elapsed / 1000),
      away: () => {
        this.run?.lost();
        this.publish();
        this.pricesChanged();
      },
    });
    this.timers.beat = setInterval(() => this.beat(), SNAPSHOT_MS);
    this.timers.charts = setInterval(() => this.publishCharts(), CHARTS_MS);
    // Lanes are compared in small steps; a round of them takes about half a second.
    this.timers.look = setInterval(() => {
      this.firstMoments?.look();
      this.run?.compare();
    }, LOOK_MS);
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
    const { run } = this;
    run?.change(scenario, () => lanesOf(run, before, this.market.noiseFloor));
    this.market.want(this.wanted);
    for (const lane of run?.lanes.values() ?? []) {
      if (hasChanged(lane.technique.id, before, scenario)) lane.restart();
    }
    run?.switchLanes(scenario.techniques);
    this.publish();
    this.publishCharts();
  }

  /** Shows the same run in another way. */
  look(view: EngineView): void {
    this.view = view;
    this.market.want(this.wanted);
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
    this.market.reset(this.wanted);
    // What is shown of the run before is gone at once.
    this.publish();
    this.publishCharts();
  }

  /** Ends it for good: it reports nothing any more. */
  stop(): void {
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
    this.run?.stop();
    this.market.close();
  }

  /** Makes something go wrong, now. */
  strike(fault: Fault): void {
    this.market.strike(fault);
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

  private get wanted(): ServerSettings {
    const { scenario, view, run } = this;
    return serverSettings(scenario, view, run === null || run.wanted === 'running');
  }

  /** The server has dropped the market. A run that is over keeps its figures, any other begins anew. */
  private lose(): void {
    if (this.run?.wanted === 'finished') return;
    this.reset();
    this.tell('The market of the run before is gone from the server: this is a new run.');
  }

  /** Shows a message for some seconds. */
  private tell(message: string): void {
    this.complaint = message;
    clearTimeout(this.timers.complaint);
    this.timers.complaint = setTimeout(() => {
      this.complaint = null;
    }, COMPLAINT_MS);
    this.publish();
  }

  private hear(report: Extract<Report, { type: 'figures' | 'wire' | 'fault' }>): void {
    const { run } = this;
    if (run?.market !== report.market) return;
    if (report.type === 'figures') {
      run.count(report.state, report.techniques, report.shared);
      if (this.market.isSettled) run.settle();
    } else if (report.type === 'wire')
      tellWire(run, report, this.market.offset, (wire) => run === this.run && this.handlers.wire(wire));
    else {
      run.struck(report.kind, report.at, report.until);
      this.publish();
      this.publishCharts();
    }
  }

  /** The server has opened another market: with it begins another run. */
  private begin(report: Extract<Report, { type: 'market' }>): void {
    this.run?.stop();
    this.interruptions.clear();
    const moments = new FirstMoments(this.firstMoments ? AFTER_RESET : AFTER_LOADING);
    this.firstMoments = moments;
    this.run = new Run(report, {
      market: `${this.origin}/api/markets/${report.market}`,
      scenario: () => this.scenario,
      clockOffset: () => this.market.offset,
      interrupted: (from, to) => {
        this.interruptions.look(this.elapsed / 1000);
        return this.interruptions.overlaps(from, to);
      },
      calmFrom: () => moments.over,
      ticked: () => this.pricesChanged(),
      wireReader: this.handlers.wireReader,
      traded: () => this.publish(),
    });
    this.run.begin(this.scenario.techniques);
    this.publish();
  }

  private want(wanted: Run['wanted']): void {
    const { run } = this;
    if (!run?.want(wanted)) return;
    this.market.want(this.wanted);
    run.switchLanes(this.scenario.techniques);
    this.publish();
  }

  private beat(): void {
    this.interruptions.look(this.elapsed / 1000);
    const { run, scenario } = this;
    if (run) {
      const { length, script } = scenario;
      run.wire.loadWhenDue(run.elapsed);
      if (run.wanted === 'running' && length > 0 && run.elapsed >= length * 1000) this.want('finished');
      if (run.wanted === 'running' && this.market.phase.kind === 'standing') {
        for (const fault of run.script.due(script, run.elapsed / 1000)) this.strike(fault);
      }
      run.drain(longestIntervalOf(scenario));
      const now = epochNow();
      const isBlind = this.interruptions.overlaps(now, now) || this.market.phase.kind !== 'standing';
      run.record(longestIntervalOf(scenario), isBlind);
      if (!isBlind && run.wanted === 'running') {
        const lanes = [...run.lanes.values()].filter(({ on }) => on);
        run.intermediary.look(lanes, scenario, this.market.noiseFloor);
      }
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
    this.timers.quote = setTimeout(() => this.quote(), untilNextQuote(this.elapsed));
  }

  private get status(): Status {
    const { phase } = this.market;
    if (phase.kind === 'refused') return { kind: 'refused', message: phase.message };
    if (phase.kind === 'away' && phase.since !== null) return { kind: 'offline', since: phase.since };
    return { kind: this.run?.status ?? 'connecting' };
  }

  /** What something between browser and server does, as far as it shows. */
  private get findings(): Finding[] {
    const ofRun = this.run?.intermediary.findings ?? [];
    return this.market.isBlocked ? [{ kind: 'upgrade refused' }, ...ofRun] : ofRun;
  }

  private publish(): void {
    this.handlers.snapshot(
      snapshotOf(this.run, {
        status: this.status,
        clock: this.market.clock,
        noiseFloor: this.market.noiseFloor,
        interruptions: this.interruptions.list(this.elapsed / 1000),
        scenario: this.scenario,
        complaint: this.complaint,
        findings: this.findings,
      }),
    );
  }

  private publishCharts(): void {
    this.handlers.charts(chartsOf(this.run, this.view, this.interruptions.list(this.elapsed / 1000)));
  }

  private pricesChanged(): void {
    if (this.pricesDue) return;
    this.pricesDue = true;
    this.timers.prices = setTimeout(() => {
      this.pricesDue = false;
      const isKnown = this.market.phase.kind === 'standing';
      if (this.run) this.handlers.prices(pricesOf(this.run, this.scenario.symbol, isKnown));
    }, PRICES_MS);
  }
}
