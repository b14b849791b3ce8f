import { LateReader } from '@/lib/capture/late-reader';
import type { WireReader } from '@/lib/capture/message';
import type { MarketState, Report, SharedFigures, TechniqueFigures } from '@/lib/channel/control-messages';
import type { FaultKind } from '@/lib/faults/faults';
import type { Tick } from '@/lib/market/tick';
import { epochNow } from '@/lib/measure/clock';
import type { Scenario } from '@/lib/scenario/scenario';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { LaneComparison } from './comparison';
import { Deliveries } from './deliveries';
import { judgedMs } from './first-moments';
import { failureOf } from './fitness';
import { Intermediary } from './intermediary';
import { Lane, type LaneContext } from './lane';
import { QuoteSchedule } from './quotes';
import { Recorder } from './recorder';
import { recordLane } from './recording';
import { Script } from './script';
import { Segments } from './segments';
import type { FaultMark, LaneSnapshot, PastSegment } from './snapshot';
import { Stopwatch } from './stopwatch';
import { Timetable } from './timetable';

/** After a pause, how long a lane may take to fetch the last ticks, beyond its own polling interval, ms. */
const DRAIN_MS = 3000;

/** A tick that was due so long ago would have been told of, if the server was well, ms. */
const TELLING_MS = 500;

/** What a run needs of the engine around it. */
export interface RunContext extends Omit<LaneContext, 'ticked' | 'delivered' | 'due' | 'lost'> {
  /** Some lane has received a tick. */
  ticked(): void;
  /** Loads what reads the wire. */
  wireReader(): Promise<WireReader>;
}

/** One run, from the first tick of its market: its lanes, how long it has lasted, its faults and notices. */
export class Run {
  readonly market: string;
  /** On the page's own clock, ms. */
  readonly startedAt: number;
  readonly lanes: ReadonlyMap<TechniqueId, Lane>;
  readonly comparison = new LaneComparison();
  readonly recorder = new Recorder();
  readonly segments: Segments;
  readonly script = new Script();
  readonly quotes = new QuoteSchedule();
  readonly intermediary = new Intermediary();
  readonly faults: FaultMark[] = [];
  /** When those were, on the page's own clock, ms. */
  readonly faultTimes: FaultMark[] = [];
  readonly deliveries = new Deliveries();
  readonly notices: string[] = [];
  /** Bytes that belong to no lane; undefined where there are none. */
  shared: SharedFigures | undefined;
  private readonly calmFrom: () => number;
  readonly wire: LateReader;
  /** Where the market stood when the server told last, on the page's own clock. */
  private stand: MarketState;
  private readonly timetable = new Timetable();
  private readonly stopwatch: Stopwatch;
  private aim: 'running' | 'paused' | 'finished' = 'running';
  private drainingSince: number | null = null;
  private stoppedAt = 0;
  /** Since when the server does not answer, on the page's own clock. */
  private lostAt: number | null = null;

  constructor({ market, state }: Extract<Report, { type: 'market' }>, context: RunContext) {
    this.market = market;
    this.calmFrom = context.calmFrom;
    this.wire = new LateReader(context.wireReader);
    this.stand = state;
    this.timetable.follow(state);
    this.startedAt = state.at;
    // The market may have been running for a moment, until the clocks were compared.
    this.stopwatch = new Stopwatch(epochNow, state.at);
    this.segments = new Segments(context.scenario());
    const due = (seq: number) => this.timetable.due(seq);
    const ticked = ({ technique }: Lane, latency: number | null) => {
      if (latency !== null) this.recorder.latency(technique.id, this.elapsed, latency);
      context.ticked();
    };
    const delivered = ({ technique }: Lane, tick: Tick, at: number) =>
      this.deliveries.add(technique.id, tick, at);
    const lost: LaneContext['lost'] = (lane, loss) => this.intermediary.lost(lane, loss);
    this.lanes = new Map(
      techniques.map((technique) => [
        technique.id,
        new Lane(technique, { ...context, due, delivered, ticked, lost }, state.seq),
      ]),
    );
  }

  get state(): MarketState {
    return this.stand;
  }

  /** How long it has lasted, pauses left out, ms. */
  get elapsed(): number {
    return this.stopwatch.elapsed;
  }

  /** How long the present segment has lasted, ms. */
  get elapsedInSegment(): number {
    return this.elapsed - this.segments.present.from * 1000;
  }

  /** How long prices have been judged in the present segment, ms. */
  get judgedInSegment(): number {
    return judgedMs(this.segments.present.from, this.elapsed / 1000, this.firstMoments);
  }

  /** How long its first moments lasted, ms; null while they last. */
  get firstMoments(): number | null {
    const lasted = this.calmFrom() - this.startedAt;
    return Number.isFinite(lasted) ? Math.max(0, lasted) : null;
  }

  get past(): readonly PastSegment[] {
    this.refreshPast();
    return this.segments.past;
  }

  /** What is wanted of it. The server and the lanes are brought there, now or when the server is back. */
  get wanted(): 'running' | 'paused' | 'finished' {
    return this.aim;
  }

  get status(): 'running' | 'draining' | 'paused' | 'finished' {
    return this.aim !== 'running' && this.stopwatch.isRunning ? 'draining' : this.aim;
  }

  get newest(): number {
    return Math.max(this.state.seq, ...[...this.lanes.values()].map(({ measured }) => measured.cursor));
  }

  /** The newest tick that there is to have: also one that nobody has told of, because the server is held up or away. */
  get newestDue(): number {
    return Math.max(this.newest, this.timetable.lastDue(epochNow() - TELLING_MS));
  }

  /** Up to when its prices have grown older, on the page's own clock, ms: while it stands still they do not. */
  get pricesAt(): number {
    return this.aim === 'running' ? epochNow() : this.stoppedAt;
  }

  /** @returns whether something else was wanted before */
  want(wanted: Run['wanted']): boolean {
    if (this.aim === wanted) return false;
    if (this.aim === 'running') this.stoppedAt = epochNow();
    this.aim = wanted;
    if (wanted === 'running') {
      this.drainingSince = null;
      this.stopwatch.start();
    } else this.drainingSince ??= epochNow();
    return true;
  }

  /** The settings have changed. @param lanes what the present segment has come to */
  change(settings: Scenario, lanes: () => LaneSnapshot[]): void {
    // What is changed then is for the run that comes next.
    if (this.aim === 'finished') return;
    const now = epochNow();
    this.refreshPast();
    if (!this.segments.change(settings, now, this.elapsed / 1000, lanes)) return;
    for (const lane of this.lanes.values()) lane.leaveSegment(now);
  }

  /** The server does what is wanted, and has told of its figures. */
  settle(): void {
    const now = epochNow();
    if (!this.segments.confirm(now, this.elapsed / 1000)) return;
    for (const lane of this.lanes.values()) lane.enterSegment(now);
  }

  /** Starts the lanes that are on. */
  begin(on: readonly TechniqueId[]): void {
    for (const [id, lane] of this.lanes) {
      if (on.includes(id)) lane.start();
      else lane.stop('off');
    }
  }

  /** Turns each lane on or off, as long as the run is wanted to be running. */
  switchLanes(on: readonly TechniqueId[]): void {
    if (this.aim !== 'running') return;
    for (const [id, lane] of this.lanes) {
      if (!on.includes(id)) lane.stop('off');
      else if (lane.state.kind === 'off') lane.join(this.newest);
      else lane.start();
    }
  }

  /** Ends it at once. */
  stop(): void {
    for (const lane of this.lanes.values()) lane.stop('off');
  }

  /**
   * Once no ticks come any more: lets each lane fetch its last ones, then disconnects it. With the last of them the
   * time stands still.
   *
   * @param interval of polling, ms
   */
  drain(interval: number): void {
    if (this.drainingSince === null || !this.stopwatch.isRunning || this.state.schedule !== null) return;
    const isLate = epochNow() - this.drainingSince > DRAIN_MS + interval;
    const lanes = [...this.lanes.values()];
    for (const lane of lanes) {
      if (lane.on && (lane.measured.cursor >= this.state.seq || isLate)) lane.stop('done');
    }
    if (lanes.some(({ on }) => on)) return;
    this.stopwatch.stop();
  }

  /** Takes what the server has counted. */
  count(
    state: MarketState,
    techniques: Readonly<Record<string, TechniqueFigures>>,
    shared?: SharedFigures,
  ): void {
    this.follow(state);
    this.shared = shared;
    for (const [id, lane] of this.lanes) {
      const counted = techniques[id];
      if (counted) lane.measured.count(counted);
      this.intermediary.counted(lane);
    }
  }

  /** Goes on comparing the lanes with one another; to be called again and again. */
  compare(): void {
    this.comparison.step(() =>
      [...this.lanes.values()]
        .filter(({ state, measured }) => failureOf(true, state, measured.order) === null)
        .map(({ technique, measured }) => ({ id: technique.id, receipts: measured.receipts })),
    );
  }

  /**
   * Keeps for the charts what has been counted by now.
   *
   * @param interval of polling, ms
   * @param isBlind whether this browser is unable to measure, or the server to tell
   */
  record(interval: number, isBlind: boolean): void {
    if (!this.stopwatch.isRunning) return;
    const { elapsed } = this;
    const around = { elapsed, interval, isBlind, isWanted: this.aim === 'running' };
    for (const lane of this.lanes.values()) recordLane(this.recorder, lane, around);
  }

  /** A fault was made. @param at and @param until on the page's own clock, ms */
  struck(kind: FaultKind, at: number, until: number): void {
    this.mark(kind, at, until);
    this.intermediary.disturbed(until);
    // What a freeze has hit does not come back by itself: there is no end to wait for.
    this.fault(kind === 'freeze' ? at : until);
  }

  /** The market has changed, or is there again. */
  goOn({ state, restored }: Extract<Report, { type: 'market' }>): void {
    this.follow(state);
    if (restored) this.restored();
    this.lostAt = null;
    this.intermediary.disturbed(epochNow());
  }

  /** The server does not answer. */
  lost(): void {
    this.lostAt ??= epochNow();
  }

  private mark(kind: FaultMark['kind'], at: number, until: number): void {
    const elapsedAt = (moment: number) => Math.max(0, this.elapsed + (moment - epochNow())) / 1000;
    this.faults.push({ kind, from: elapsedAt(at), to: elapsedAt(until) });
    this.faultTimes.push({ kind, from: at, to: until });
  }

  /** A price that was due in the segment before may still have come. */
  private refreshPast(): void {
    const judged = (from: number, to: number) => judgedMs(from, to, this.firstMoments);
    this.segments.refreshLast(({ from, to, lanes }) =>
      lanes.map((lane) => ({
        ...lane,
        figures: this.lanes.get(lane.id)?.figuresBefore(judged(from, to)) ?? lane.figures,
      })),
    );
  }

  private follow(state: MarketState): void {
    this.stand = state;
    this.timetable.follow(state);
  }

  private fault(over: number): void {
    for (const lane of this.lanes.values()) if (lane.on) lane.measured.fault(over);
  }

  /** The server was restarted, and has the market back where it stood. */
  private restored(): void {
    // Another server counts its connections anew.
    this.wire.forget();
    for (const lane of this.lanes.values()) lane.measured.carryOver();
    const now = epochNow();
    this.mark('server', this.lostAt ?? now, now);
    this.fault(now);
    this.notices.push(
      `The server was restarted at ${(this.elapsed / 1000).toFixed(1)} s of the run. Its market went on from where it stood; bytes and requests of the last quarter of a second before are not in the counts.`,
    );
  }
}
