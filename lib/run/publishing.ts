import type { WireMessage, WireReader } from '@/lib/capture/message';
import type { Report } from '@/lib/channel/control-messages';
import { nameOfFault } from '@/lib/faults/faults';
import type { ClockEstimate } from '@/lib/measure/clock-offset';
import { changedInWords } from '@/lib/scenario/changed';
import type { Scenario } from '@/lib/scenario/scenario';
import { askIntervalOf } from '@/lib/techniques/settings';
import { distributionOf } from './distribution';
import { type Finding, inWords } from './findings';
import { fitnessOf } from './fitness';
import type { EngineView } from './messages';
import type { Run } from './run';
import type {
  ChartData,
  Interruption,
  LaneSnapshot,
  Prices,
  SegmentTimes,
  Snapshot,
  Status,
  WireReport,
} from './snapshot';

/** The figures of a run, as of now; before the first run there are no lanes. */
export function snapshotOf(
  run: Run | null,
  around: {
    status: Status;
    clock: ClockEstimate | null;
    noiseFloor: number | null;
    interruptions: Interruption[];
    scenario: Scenario;
    /** What was not done lately, in words. */
    complaint: string | null;
    /** What something between browser and server does. */
    findings: readonly Finding[];
  },
): Snapshot {
  const { scenario, complaint, findings, ...rest } = around;
  return {
    ...rest,
    elapsed: (run?.elapsed ?? 0) / 1000,
    firstMoments: run && inSeconds(run.firstMoments),
    startedAt: run?.startedAt ?? null,
    market: run?.market ?? null,
    seq: run?.newest ?? 0,
    faults: run?.faults ?? [],
    lanes: run ? lanesOf(run, scenario, around.noiseFloor) : [],
    segment: run?.segments.present ?? null,
    ...(run?.shared && { shared: run.shared }),
    past: [...(run?.past ?? [])],
    notices: [...findings.map(inWords), ...(run?.notices ?? []), ...(complaint === null ? [] : [complaint])],
  };
}

/** What the lanes have come to in the present segment. */
export function lanesOf(run: Run, scenario: Scenario, noiseFloor: number | null): LaneSnapshot[] {
  const { elapsedInSegment: elapsed, judgedInSegment: judged, comparison } = run;
  const lanes = [...run.lanes.values()].map((lane) => ({
    lane,
    on: scenario.techniques.includes(lane.technique.id),
    state: lane.state,
    figures: lane.figures(judged),
  }));
  const interval = Math.max(0, ...scenario.techniques.map((id) => askIntervalOf(id, scenario) ?? 0));
  const unfit = fitnessOf(lanes, elapsed, interval);
  return lanes.map(({ lane, ...seen }) => ({
    id: lane.technique.id,
    ...seen,
    comparison: {
      unfit: unfit(seen),
      differences: comparison.differencesOf(lane.measured.receipts),
      noiseFloor,
    },
    trade: lane.trader.trade,
  }));
}

function inSeconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}

/** What the charts draw, for the window that is looked at. */
export function chartsOf(run: Run | null, { window }: EngineView, interruptions: Interruption[]): ChartData {
  const lanes = [...(run?.lanes.values() ?? [])];
  const minute = run?.recorder.chart('minute') ?? [];
  return {
    market: run?.market ?? null,
    edges: run ? edgesOf([...run.segments.past, run.segments.present]) : [],
    rows: window === 'minute' ? minute : (run?.recorder.chart(window) ?? []),
    minute,
    distribution: distributionOf(
      lanes.map(({ technique, measured }) => ({ id: technique.id, histogram: measured.latencies })),
    ),
    interruptions,
    faults: run?.faults ?? [],
  };
}

function edgesOf(segments: readonly SegmentTimes[]): ChartData['edges'] {
  return segments.flatMap(({ from, settings }, index) => {
    const before = segments[index - 1];
    return before ? [{ at: from, change: changedInWords(before.settings, settings) }] : [];
  });
}

/** The price of a stock in every lane. @param known whether the server tells what is newest */
export function pricesOf(run: Run, symbol: string, known: boolean): Prices {
  const prices: Prices = { lanes: {}, behind: {}, known, at: run.pricesAt };
  const newest = run.newestDue;
  for (const [id, { measured }] of run.lanes) {
    const price = measured.prices.get(symbol);
    if (price) prices.lanes[id] = price;
    prices.behind[id] = newest - measured.cursor;
  }
  return prices;
}

/**
 * Tells what has crossed the wire, as soon as it can be read.
 *
 * @param offset server clock minus own clock, ms
 */
export function tellWire(
  run: Run,
  report: Extract<Report, { type: 'wire' }>,
  offset: number,
  tell: (wire: WireReport) => void,
): void {
  run.wire.whenReadable(report.events, (reader) => tell(wireOf(run, reader, report, offset)));
}

/** What has crossed the wire. @param offset server clock minus own clock, ms */
export function wireOf(
  run: Run,
  reader: WireReader,
  report: Extract<Report, { type: 'wire' }>,
  offset: number,
): WireReport {
  const { market, events, leftOut, counted } = report;
  const messages = events.map((event) => withReceipt(reader.read(event), run));
  return {
    market,
    messages,
    deliveries: run.deliveries.take(),
    faults: run.faultTimes.map(({ kind, from, to }) => ({
      name: nameOfFault(kind),
      from: from + offset,
      to: to + offset,
    })),
    leftOut,
    counted,
    clockOffset: offset,
    startedAt: run.startedAt + offset,
  };
}

/** What a lane has received arrived when its handler had it, not when the server's socket let it go. */
function withReceipt(message: WireMessage, { lanes }: Run): WireMessage {
  const [seq] = message.seqs;
  const arrivals = lanes.get(message.technique)?.measured.arrivals;
  const receivedAt = seq === undefined ? undefined : arrivals?.get(seq);
  return receivedAt === undefined ? message : { ...message, arrivedAt: receivedAt, received: true };
}
