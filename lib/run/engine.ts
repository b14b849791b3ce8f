import { ControlClient } from '@/lib/channel/control-client';
import type { MarketState, Report } from '@/lib/channel/control-messages';
import { type Fault, parsePlanned } from '@/lib/faults/faults';
import type { LinkSettings } from '@/lib/link/settings';
import type { MarketSettings } from '@/lib/market/settings';
import { epochNow } from '@/lib/measure/clock';
import { linkSettings, marketSettings, type Scenario } from '@/lib/scenario/scenario';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { hasChanged, longestIntervalOf } from '@/lib/techniques/settings';
import { type WireMessage, WireReader } from '@/lib/wire/message';
import { distributionOf } from './distribution';
import { Interruptions } from './interruptions';
import { Lane, type LaneContext } from './lane';
import { Recorder } from './recorder';
import type { ChartData, FaultMark, Prices, Snapshot, Status, TradeResult, WireReport } from './snapshot';

/** The page is told the figures so often, ms. */
const SNAPSHOT_MS = 250;

/** The charts are drawn anew so often: as their finest bucket is wide. */
const CHARTS_MS = 500;

/** Prices are shown at most so often, which is more than an eye can follow, ms. */
const PRICES_MS = 50;

/** After a pause, how long a lane may take to fetch the last ticks, beyond its own polling interval, ms. */
const DRAIN_MS = 3000;

/** The automatic trader quotes every so often, ms of the run. */
const QUOTE_MS = 1000;

/** When a server has no room for another market, it is asked again after so long, ms. */
const RETRY_OPEN_MS = 5000;

interface Run {
  market: string;
  settings: MarketSettings;
  link: LinkSettings;
  /** Whether the server captures the wire. */
  captured: boolean;
  state: MarketState;
  startedAt: number;
  lanes: Map<TechniqueId, Lane>;
  reader: WireReader;
  recorder: Recorder;
  faults: FaultMark[];
  /** Up to here the scenario's script has been obeyed, s. */
  scriptAt: number;
  /** The automatic trader has quoted in this second of the run. */
  quotedAt: number;
  /** When its prices were last looked at while it was running. */
  pricesAt: number;
  /** Time the run has lasted before it was last resumed, ms. */
  before: number;
  /** When it was last resumed; null while it stands still. */
  since: number | null;
  /** What is wanted of it. The server and the lanes are brought there, now or when the server is back. */
  wanted: 'running' | 'paused' | 'finished';
  drainingSince: number | null;
}

export interface EngineHandlers {
  snapshot(snapshot: Snapshot): void;
  charts(charts: ChartData): void;
  prices(prices: Prices): void;
  wire(wire: WireReport): void;
}

/**
 * Runs a scenario: opens a market, has each technique bring its ticks, and reports what is measured. It knows
 * nothing of the page and runs in a worker, so that drawing does not disturb what is measured.
 */
export class Engine {
  private readonly origin: string;
  private readonly handlers: EngineHandlers;
  private readonly control: ControlClient;
  private readonly interruptions = new Interruptions();
  private scenario: Scenario;
  private run: Run | null = null;
  private online = false;
  private offlineSince = 0;
  private refusal: string | null = null;
  private notices: string[] = [];
  private pricesDue = false;

  /** @param origin of the server, such as `http://localhost:3000` */
  constructor(origin: string, scenario: Scenario, handlers: EngineHandlers) {
    this.origin = origin;
    this.scenario = scenario;
    this.handlers = handlers;
    this.control = new ControlClient(origin, {
      online: () => this.connected(),
      offline: () => this.disconnected(),
      report: (report) => this.heed(report),
    });
    setInterval(() => this.beat(), SNAPSHOT_MS);
    setInterval(() => this.publishCharts(), CHARTS_MS);
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
    this.switchLanes();
    this.publish();
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
    for (const lane of this.run?.lanes.values() ?? []) lane.stop('off');
    this.run = null;
    this.notices = [];
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
    if (!this.run) return 0;
    return this.run.before + (this.run.since === null ? 0 : epochNow() - this.run.since);
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
    const { market, settings, state, link, captured } = this.run;
    this.control.send({ type: 'reopen', market, settings, state, link, capture: captured });
  }

  private disconnected(): void {
    if (this.online || this.offlineSince === 0) this.offlineSince = epochNow();
    this.online = false;
    this.publish();
  }

  private open(): void {
    const { scenario } = this;
    this.control.send({
      type: 'open',
      settings: marketSettings(scenario),
      link: linkSettings(scenario),
      capture: scenario.wire,
    });
  }

  private heed(report: Exclude<Report, { type: 'clock' }>): void {
    switch (report.type) {
      case 'error':
        this.refusal = report.error.message;
        setTimeout(() => this.connected(), RETRY_OPEN_MS);
        break;
      case 'market':
        this.refusal = null;
        if (this.run?.market === report.market) this.confirmed(this.run, report);
        else if (!this.run) this.begin(report);
        this.reconcile();
        break;
      case 'fault':
        if (this.run?.market === report.market) this.struck(this.run, report);
        break;
      case 'wire':
        if (this.run?.market === report.market) this.passWire(this.run, report);
        break;
      case 'figures':
        if (this.run?.market !== report.market) break;
        this.run.state = report.state;
        for (const [id, lane] of this.run.lanes) {
          const figures = report.techniques[id];
          if (figures) lane.count(figures);
        }
        break;
    }
  }

  private struck(run: Run, { kind, at, until }: Extract<Report, { type: 'fault' }>): void {
    // Elapsed time of a moment on the server's clock.
    const elapsedAt = (moment: number) =>
      Math.max(0, this.elapsed + (moment - this.offset - epochNow())) / 1000;
    run.faults.push({ kind, from: elapsedAt(at), to: elapsedAt(until) });
    // What a freeze has hit does not come back by itself: there is no end to wait for.
    for (const lane of run.lanes.values()) lane.fault(kind === 'freeze' ? at : until);
    this.publish();
    this.publishCharts();
  }

  private passWire(run: Run, { market, events, leftOut, counted }: Extract<Report, { type: 'wire' }>): void {
    const messages = events.map((event) =>
      withReceipt(run.reader.read(event), run.lanes.get(event.technique)),
    );
    const { startedAt } = run;
    this.handlers.wire({ market, messages, leftOut, counted, clockOffset: this.offset, startedAt });
  }

  /** Makes the faults of the script that have become due. */
  private obeyScript(run: Run): void {
    if (run.wanted !== 'running' || !this.online) return;
    const now = this.elapsed / 1000;
    for (const text of this.scenario.script) {
      const planned = parsePlanned(text);
      if (planned && planned.at >= run.scriptAt && planned.at < now) this.strike(planned.fault);
    }
    run.scriptAt = now;
  }

  /** The automatic trader: at each whole second of the run every lane quotes the price it has, all at once. */
  private quote(): void {
    const { run, scenario, elapsed } = this;
    const second = Math.floor(elapsed / QUOTE_MS);
    if (run && second > run.quotedAt) {
      run.quotedAt = second;
      // What is out of date because this browser was held up is no technique's fault.
      this.interruptions.look(elapsed / 1000);
      const now = epochNow();
      if (scenario.trader && run.wanted === 'running' && !this.interruptions.overlaps(now, now)) {
        for (const lane of run.lanes.values()) {
          const price = lane.prices.get(scenario.symbol);
          if (lane.on && price) void lane.trader.quote(scenario.symbol, price.price);
        }
      }
    }
    setTimeout(() => this.quote(), QUOTE_MS - (this.elapsed % QUOTE_MS));
  }

  private begin({ market, settings, state }: Extract<Report, { type: 'market' }>): void {
    const context: LaneContext = {
      market: `${this.origin}/api/markets/${market}`,
      scenario: () => this.scenario,
      clockOffset: () => this.offset,
      interrupted: (from, to) => {
        this.interruptions.look(this.elapsed / 1000);
        return this.interruptions.overlaps(from, to);
      },
      ticked: (lane, latency) => {
        if (latency !== null) this.run?.recorder.latency(lane.technique.id, this.elapsed, latency);
        this.pricesChanged();
      },
      traded: () => this.publish(),
    };
    this.interruptions.clear();
    this.run = {
      market,
      settings,
      link: linkSettings(this.scenario),
      captured: this.scenario.wire,
      state,
      startedAt: state.at,
      lanes: new Map(techniques.map((technique) => [technique.id, new Lane(technique, context, state.seq)])),
      reader: new WireReader(),
      recorder: new Recorder(),
      faults: [],
      scriptAt: 0,
      quotedAt: 0,
      pricesAt: epochNow(),
      before: 0,
      since: epochNow(),
      wanted: 'running',
      drainingSince: null,
    };
    for (const [id, lane] of this.run.lanes) if (this.scenario.techniques.includes(id)) lane.start();
    this.publish();
  }

  private confirmed(run: Run, { settings, state, restored }: Extract<Report, { type: 'market' }>): void {
    run.settings = settings;
    run.state = state;
    if (!restored) return;
    // Another server counts its connections anew.
    run.reader = new WireReader();
    for (const lane of run.lanes.values()) lane.carryOver();
    this.notices.push(
      `The server was started anew at ${formatElapsed(this.elapsed)} of the run. Its market went on from where it stood; bytes and requests of the last quarter of a second before are not in the counts.`,
    );
  }

  private want(wanted: Run['wanted']): void {
    const { run } = this;
    if (!run || run.wanted === wanted) return;
    run.wanted = wanted;
    if (wanted === 'running') {
      run.drainingSince = null;
      run.since ??= epochNow();
    } else run.drainingSince ??= epochNow();
    this.reconcile();
    if (wanted === 'running') this.switchLanes();
    this.publish();
  }

  /** Brings the server's market to what is wanted, where it is not there yet. */
  private reconcile(): void {
    const { run } = this;
    if (!run || !this.online) return;
    const settings = marketSettings(this.scenario);
    if (JSON.stringify(settings) !== JSON.stringify(run.settings)) {
      run.settings = settings;
      this.control.send({ type: 'change', settings });
    }
    const link = linkSettings(this.scenario);
    if (JSON.stringify(link) !== JSON.stringify(run.link)) {
      run.link = link;
      this.control.send({ type: 'link', link });
    }
    if (this.scenario.wire !== run.captured) {
      run.captured = this.scenario.wire;
      this.control.send({ type: 'capture', on: this.scenario.wire });
    }
    const isRunning = run.state.schedule !== null;
    if (isRunning && run.wanted !== 'running') this.control.send({ type: 'pause' });
    if (!isRunning && run.wanted === 'running') this.control.send({ type: 'resume' });
  }

  /** Turns lanes on and off as the scenario says. */
  private switchLanes(): void {
    const { run } = this;
    if (run?.wanted !== 'running') return;
    for (const [id, lane] of run.lanes) {
      const wanted = this.scenario.techniques.includes(id);
      if (!wanted) lane.stop('off');
      else if (lane.state.kind === 'off') lane.join(this.newest(run));
      else lane.start();
    }
  }

  private newest(run: Run): number {
    return Math.max(run.state.seq, ...[...run.lanes.values()].map(({ cursor }) => cursor));
  }

  private beat(): void {
    this.interruptions.look(this.elapsed / 1000);
    const { run } = this;
    if (run) {
      const { length } = this.scenario;
      if (run.wanted === 'running' && length > 0 && this.elapsed >= length * 1000) this.want('finished');
      this.obeyScript(run);
      this.drain(run);
      for (const [id, lane] of run.lanes) {
        const figures = lane.figures(0);
        if (figures.requests > 0 && run.since !== null) run.recorder.totals(id, this.elapsed, figures);
      }
    }
    this.publish();
    this.pricesChanged();
  }

  /** Once no ticks come any more: lets each lane fetch its last ones, then disconnects it. */
  private drain(run: Run): void {
    if (run.drainingSince === null || run.since === null || run.state.schedule !== null) return;
    const isLate = epochNow() - run.drainingSince > DRAIN_MS + longestIntervalOf(this.scenario);
    const lanes = [...run.lanes.values()];
    for (const lane of lanes) {
      if (lane.on && (lane.cursor >= run.state.seq || isLate)) lane.stop('done');
    }
    if (lanes.some(({ on }) => on)) return;
    run.before = this.elapsed;
    run.since = null;
    run.drainingSince = null;
  }

  private status(): Status {
    if (this.refusal) return { kind: 'refused', message: this.refusal };
    if (!this.online && this.offlineSince > 0) return { kind: 'offline', since: this.offlineSince };
    const { run } = this;
    if (!run) return { kind: 'connecting' };
    if (run.wanted === 'running') return { kind: 'running' };
    return run.since === null ? { kind: run.wanted } : { kind: 'draining' };
  }

  private publish(): void {
    const { run, scenario, elapsed } = this;
    const lanes = [...(run?.lanes.values() ?? [])];
    this.handlers.snapshot({
      status: this.status(),
      clock: this.control.clock.estimate,
      elapsed: elapsed / 1000,
      startedAt: run?.startedAt ?? null,
      market: run?.market ?? null,
      seq: run ? this.newest(run) : 0,
      interruptions: this.interruptions.list(elapsed / 1000),
      faults: run?.faults ?? [],
      lanes: lanes.map((lane) => ({
        id: lane.technique.id,
        on: scenario.techniques.includes(lane.technique.id),
        state: lane.state,
        figures: lane.figures(elapsed),
        trade: lane.trader.trade,
      })),
      notices: this.notices,
    });
  }

  private publishCharts(): void {
    const { run, scenario } = this;
    const lanes = [...(run?.lanes.values() ?? [])];
    this.handlers.charts({
      rows: run?.recorder.chart(scenario.window) ?? [],
      distribution: distributionOf(
        lanes.map(({ technique, histogram }) => ({ id: technique.id, histogram })),
        scenario.distributionScale,
      ),
      interruptions: this.interruptions.list(this.elapsed / 1000),
      faults: run?.faults ?? [],
    });
  }

  private pricesChanged(): void {
    if (this.pricesDue) return;
    this.pricesDue = true;
    setTimeout(() => {
      this.pricesDue = false;
      this.publishPrices();
    }, PRICES_MS);
  }

  private publishPrices(): void {
    const { run } = this;
    if (!run) return;
    if (run.wanted === 'running') run.pricesAt = epochNow();
    const prices: Prices = { lanes: {}, behind: {}, at: run.pricesAt };
    const newest = this.newest(run);
    for (const [id, lane] of run.lanes) {
      const price = lane.prices.get(this.scenario.symbol);
      if (price) prices.lanes[id] = price;
      prices.behind[id] = newest - lane.cursor;
    }
    this.handlers.prices(prices);
  }
}

/** What a lane has received arrived when its handler had it, not when the server's socket let it go. */
function withReceipt(message: WireMessage, lane: Lane | undefined): WireMessage {
  const [seq] = message.seqs;
  const receivedAt = seq === undefined ? undefined : lane?.arrivals.get(seq);
  return receivedAt === undefined ? message : { ...message, arrivedAt: receivedAt, received: true };
}

function formatElapsed(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
