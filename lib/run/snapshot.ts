import type { WireMessage } from '@/lib/capture/message';
/** How the connection of a lane is doing. */
import type { SharedFigures } from '@/lib/channel/control-messages';
import type { HappenedKind } from '@/lib/faults/faults';
import type { Interval } from '@/lib/figures/figure';
import type { ClockEstimate } from '@/lib/measure/clock-offset';
import type { Order } from '@/lib/measure/order-check';
import type { Scenario } from '@/lib/scenario/scenario';
import type { TechniqueId } from '@/lib/techniques';
import type { Delivery } from './deliveries';

export type LaneState =
  | { kind: 'off' }
  | { kind: 'connecting' }
  | { kind: 'open' }
  | { kind: 'done' }
  /** Lost; `retryIn` ms until the next try, where it is known. */
  | { kind: 'waiting'; reason: string; retryIn: number | null };

/** Everything that is measured of one technique in one segment. Times in ms, bytes of TCP payload. */
export interface LaneFigures {
  latency: {
    p50: number | null;
    /** Where that would be with other prices of the same kind, with 95 % confidence. */
    p50Range: Interval | null;
    p90: number | null;
    p99: number | null;
    max: number | null;
    count: number;
  };
  /** Time without the newest price: in all, at the longest, and as a share of the segment. */
  staleness: { ms: number; longest: number; share: number };
  order: Order;
  requests: number;
  empty: number;
  connections: number;
  reconnects: number;
  payload: number;
  overhead: number;
  up: number;
  down: number;
  bytes: number;
  /** Of these bytes those that set up a stream or a WebSocket. */
  handshakesUp: number;
  handshakesDown: number;
  /** The others for each tick that came while they crossed, by the same reports of the server; null where none did. */
  bytesPerTick: number | null;
  /**
   * From the end of a fault until the first tick that was due after it was received, ms: the longest of
   * the segment, null while there was no fault.
   */
  recovery: number | null;
  /** Ticks whose latency is left out, in all, and by what for. */
  setAside: number;
  setAsideFor: SetAside;
  trader: TraderFigures;
}

/** How many ticks were set aside, by what for. */
export interface SetAside {
  /** They were due in the first moments of the run. */
  start: number;
  /** They were due while the settings changed, before this segment. */
  change: number;
  /** An interruption of the page's own made them late. */
  interruption: number;
}

/** What the trades of a lane have come to. */
export interface TraderFigures {
  /** What the automatic trader's quotes have cost, in money; null while none was answered. */
  cost: number | null;
  /** Quotes that were answered. */
  quotes: number;
  /** Half of the trades were answered within so many ms; null before the first. */
  roundTrip: number | null;
  /** Where that would be with other trades of the same kind, with 95 % confidence. */
  roundTripRange: Interval | null;
  /** Trades that were answered, quotes and those of the buttons. */
  trades: number;
  /** Trades that were refused, or never answered. */
  unanswered: number;
}

/** The last trade that a lane's button gave, and what became of it. */
export type TradeResult = { side: 'buy' | 'sell' } & (
  | { kind: 'sent' }
  /** `slippage`: money lost against the price that was seen, negative where it is a gain; `roundTrip` in ms. */
  | { kind: 'filled'; slippage: number; roundTrip: number }
  | { kind: 'failed'; reason: string }
);

/** The figures that lanes are compared by tick by tick. */
export type PairedFigure =
  | 'latency_p50'
  | 'latency_p90'
  | 'latency_p99'
  | 'latency_max'
  | 'latency_mean'
  | 'stale_share'
  | 'stale_longest';

/** How a lane differs from others, over the ticks that all have. */
export interface Differences {
  /** How many ticks that were; 0 where nothing is known. */
  ticks: number;
  /**
   * By how much its figure is larger than that of another lane, with 99 % confidence: ms. For the share of time out of
   * date it is how many ms of the time in which a tick was the newest.
   */
  from: Partial<Record<TechniqueId, Record<PairedFigure, Interval>>>;
}

/** Why a lane cannot have a mark, in a few words, by what is compared; null where it can. */
export interface Unfit {
  latency: string | null;
  counts: string | null;
}

/** What it takes to tell a lane from others. */
export interface LaneComparisons {
  unfit: Unfit;
  differences: Differences;
  /** ms: what is less is no difference; null where it is not known. */
  noiseFloor: number | null;
}

export interface LaneSnapshot {
  id: TechniqueId;
  on: boolean;
  state: LaneState;
  figures: LaneFigures;
  comparison: LaneComparisons;
  /** null before the first trade. */
  trade: TradeResult | null;
}

/** A stretch of a run with one and the same settings. Seconds since the run began, pauses left out. */
export interface SegmentTimes {
  from: number;
  /** null while it lasts. */
  to: number | null;
  settings: Scenario;
}

/** A segment that is over. */
export interface PastSegment extends SegmentTimes {
  to: number;
  lanes: LaneSnapshot[];
}

/** One point of the charts over time. */
export interface ChartRow {
  /** Seconds since the run began. */
  t: number;
  lanes: Partial<Record<TechniqueId, ChartPoint>>;
}

export interface ChartPoint {
  p50: number | null;
  p99: number | null;
  max: number | null;
  /** Since the run began, like all that follow; null where it was not looked at. */
  requests: number | null;
  bytes: number | null;
  /** Of the segment so far. */
  bytesPerTick: number | null;
  /** What the automatic trader's quotes have cost so far, in money. */
  cost: number | null;
  gap: Gap | null;
}

/** What was not measured at some time of a point, so that no line goes across: no prices came, or nothing is known at all. */
export type Gap = 'prices' | 'all';

/** A time in which this browser could not measure: nothing of it counts as a technique's latency. */
export interface Interruption {
  /** Seconds since the run began. */
  from: number;
  to: number;
  reason: 'background' | 'stall';
}

/** A fault that happened in this run. */
export interface FaultMark {
  kind: HappenedKind;
  /** Seconds since the run began; both the same where it has no length. */
  from: number;
  to: number;
}

export type Status =
  | { kind: 'connecting' }
  | { kind: 'running' }
  /** No new ticks; waiting until every lane has the last one. */
  | { kind: 'draining' }
  | { kind: 'paused' }
  | { kind: 'finished' }
  /** Over for good: the page has started another run, and there is one at a time. */
  | { kind: 'replaced' }
  | { kind: 'offline'; since: number }
  | { kind: 'refused'; message: string };

export interface Snapshot {
  status: Status;
  clock: ClockEstimate | null;
  /** What this browser, server and network add to the same message at one time and not at another, ms. */
  noiseFloor: number | null;
  /** Seconds the run has lasted, pauses left out. */
  elapsed: number;
  /** How many seconds of it were its first moments, whose ticks are set aside; null while they last. */
  firstMoments: number | null;
  /** When the run began, on the page's own clock, ms since 1970. */
  startedAt: number | null;
  market: string | null;
  /** The newest tick that is known of. */
  seq: number;
  /** Of the present segment. */
  lanes: LaneSnapshot[];
  /** The present one; null before the first run. `settling`: the settings have just changed, and it is still to begin. */
  segment: (SegmentTimes & { settling: boolean }) | null;
  /** Those before, in the order of time. */
  past: PastSegment[];
  interruptions: Interruption[];
  faults: FaultMark[];
  /** Bytes of the whole run that belong to no lane; left out where there are none. */
  shared?: SharedFigures | undefined;
  notices: string[];
}

/** What the charts draw. */
export interface ChartData {
  /** Of which run; null before the first. */
  market: string | null;
  /** When segments began after the first, in seconds since the run began, and what was changed, in a few words. */
  edges: { at: number; change: string }[];
  rows: ChartRow[];
  /** The last minute, whichever window is looked at. */
  minute: ChartRow[];
  /** Of the present segment: shares (0 to 1) of the latencies between neighbouring edges, and percentiles; ms. */
  distribution: {
    edges: number[];
    lanes: Partial<Record<TechniqueId, { shares: number[]; p50: number; p99: number }>>;
  };
  interruptions: Interruption[];
  faults: FaultMark[];
}

/** The price on a lane's screen. */
export interface LanePrice {
  price: number;
  /** The price before; null for the first. */
  previous: number | null;
  seq: number;
  /** When the tick was due, in ms of the page's own clock. */
  at: number;
}

/** Sent whenever a price has changed, at most 20 times a second. */
export interface Prices {
  lanes: Partial<Record<TechniqueId, LanePrice>>;
  /** How many ticks each lane has yet to receive. */
  behind: Partial<Record<TechniqueId, number>>;
  /** Whether that is known: not while the server does not answer. Then no price can be said to be the newest. */
  known: boolean;
  /** When they were looked at, on the page's own clock, ms since 1970; while a run stands still, when it was stopped. */
  at: number;
}

/** What has crossed the connections since the last report. */
export interface WireReport {
  market: string;
  messages: WireMessage[];
  /** What the lanes have received since then. */
  deliveries: Delivery[];
  /** All faults of the run, server epoch ms. */
  faults: { name: string; from: number; to: number }[];
  /** Events that were too many to be captured. */
  leftOut: number;
  /** Bytes both ways of each technique, counted up to the same moment. */
  counted: Partial<Record<TechniqueId, number>>;
  /** Server clock minus the page's own, ms. */
  clockOffset: number;
  /** When the run began, server epoch ms. */
  startedAt: number;
}
