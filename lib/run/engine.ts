import { ControlClient } from '@/lib/channel/control-client';
import { type Report, shifted } from '@/lib/channel/control-messages';
import type { Fault } from '@/lib/faults/faults';
import { epochNow } from '@/lib/measure/clock';
import type { Scenario } from '@/lib/scenario/scenario';
import type { TechniqueId } from '@/lib/techniques';
import { hasChanged, longestIntervalOf } from '@/lib/techniques/settings';
import { Interruptions } from './interruptions';
import {
  type ConnectionAction,
  type ConnectionEvent,
  initialConnection,
  type MarketConnection,
  step,
} from './market-connection';
import type { EngineView } from './messages';
import { chartsOf, pricesOf, snapshotOf, wireOf } from './publishing';
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

/** It is said so long that something was not done, ms. */
const COMPLAINT_MS = 8000;

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
  private connection: MarketConnection;
  private run: Run | null = null;
  private complaint: string | null = null;
  private pricesDue = false;
  private readonly timers = new Set<ReturnType<typeof setInterval>>();
  private quoteTimer: ReturnType<typeof setTimeout> | undefined;
  private pricesTimer: ReturnType<typeof setTimeout> | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private complaintTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param origin of the server, such as `http://localhost:3000` */
  constructor(origin: string, scenario: Scenario, view: EngineView, handlers: EngineHandlers) {
    this.origin = origin;
    this.scenario = scenario;
    this.view = view;
    this.handlers = handlers;
    this.connection = initialConnection(this.wanted);
    this.control = new ControlClient(origin, {
      online: () => this.take({ type: 'online' }),
      offline: () => {
        this.take({ type: 'offline', at: epochNow() });
        this.publish();
      },
      report: (report) => this.receive(report),
    });
    this.timers.add(setInterval(() => this.beat(), SNAPSHOT_MS));
    this.timers.add(setInterval(() => this.publishCharts(), CHARTS_MS));
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
    this.take({ type: 'want', wanted: this.wanted });
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
    this.take({ type: 'want', wanted: this.wanted });
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
    this.take({ type: 'reset', wanted: this.wanted });
  }

  /** Ends it for good: it reports nothing any more. */
  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
    for (const timer of [this.quoteTimer, this.pricesTimer, this.retryTimer, this.complaintTimer])
      clearTimeout(timer);
    this.run?.stop();
    this.control.close();
  }

  /** Makes something go wrong, now. */
  strike(fault: Fault): void {
    this.take({ type: 'strike', fault });
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

  private get wanted(): ServerSettings {
    const { scenario, view, run } = this;
    return serverSettings(scenario, view, run === null || run.wanted === 'running');
  }

  /** Something has happened to the connection with the market. */
  private take(event: ConnectionEvent): void {
    const [connection, actions] = step(this.connection, event);
    this.connection = connection;
    for (const action of actions) this.act(action);
  }

  private act(action: ConnectionAction): void {
    switch (action.type) {
      case 'send': {
        const { command } = action;
        // The run is kept on the page's clock; that of the server may be another one since.
        this.control.send(
          command.type === 'reopen' ? { ...command, state: shifted(command.state, this.offset) } : command,
        );
        return;
      }
      case 'begin':
        this.begin(action.report);
        return;
      case 'go on':
        this.run?.goOn(action.report);
        return;
      case 'wait':
        clearTimeout(this.retryTimer);
        this.retryTimer = setTimeout(() => this.take({ type: 'retry' }), action.ms);
        return;
      case 'complain':
        this.complain(action.message);
    }
  }

  private complain(message: string): void {
    this.complaint = `The server did not do what it was asked for. ${message}`;
    clearTimeout(this.complaintTimer);
    this.complaintTimer = setTimeout(() => {
      this.complaint = null;
    }, COMPLAINT_MS);
    this.publish();
  }

  private receive(received: Exclude<Report, { type: 'clock' }>): void {
    const report = onPagesClock(received, this.offset);
    if (report.type !== 'wire') this.take({ type: 'report', report });
    const { run } = this;
    if (report.type === 'error' || report.type === 'market' || run?.market !== report.market) return;
    if (report.type === 'figures') run.count(report.state, report.techniques);
    else if (report.type === 'wire') this.handlers.wire(wireOf(run, report, this.offset));
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
    this.take({ type: 'want', wanted: this.wanted });
    run.switchLanes(this.scenario.techniques);
    this.publish();
  }

  private beat(): void {
    this.interruptions.look(this.elapsed / 1000);
    const { run, scenario } = this;
    if (run) {
      const { length, script } = scenario;
      if (run.wanted === 'running' && length > 0 && run.elapsed >= length * 1000) this.want('finished');
      if (run.wanted === 'running' && this.connection.phase.kind === 'standing') {
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
    this.quoteTimer = setTimeout(() => this.quote(), untilNextQuote(this.elapsed));
  }

  private get status(): Status {
    const { phase } = this.connection;
    if (phase.kind === 'refused') return { kind: 'refused', message: phase.message };
    if (phase.kind === 'away' && phase.since !== null) return { kind: 'offline', since: phase.since };
    return { kind: this.run?.status ?? 'connecting' };
  }

  private publish(): void {
    this.handlers.snapshot(
      snapshotOf(this.run, {
        status: this.status,
        clock: this.control.clock.estimate,
        interruptions: this.interruptions.list(this.elapsed / 1000),
        scenario: this.scenario,
        complaint: this.complaint,
      }),
    );
  }

  private publishCharts(): void {
    this.handlers.charts(chartsOf(this.run, this.view, this.interruptions.list(this.elapsed / 1000)));
  }

  private pricesChanged(): void {
    if (this.pricesDue) return;
    this.pricesDue = true;
    this.pricesTimer = setTimeout(() => {
      this.pricesDue = false;
      if (this.run) this.handlers.prices(pricesOf(this.run, this.scenario.symbol));
    }, PRICES_MS);
  }
}

/** What the server says of the market and its faults, in times of the page. @param offset server clock minus own clock, ms */
function onPagesClock<R extends Report>(report: R, offset: number): R {
  if (report.type === 'market' || report.type === 'figures')
    return { ...report, state: shifted(report.state, -offset) };
  if (report.type === 'fault') return { ...report, at: report.at - offset, until: report.until - offset };
  return report;
}
