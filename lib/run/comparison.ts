import { BlockBootstrap, decidersOf, meanOf, percentilesOf, type Statistics } from '@/lib/figures/bootstrap';
import type { Interval } from '@/lib/figures/figure';
import { outOfDate, Receipts } from '@/lib/measure/receipts';
import type { TechniqueId } from '@/lib/techniques';
import { ENOUGH_PRICES } from './fitness';
import type { Differences, PairedFigure } from './snapshot';

/** Values that are resampled in a step, which takes about half a millisecond. */
const STEP = 60_000;

/** What is compared of a lane. */
export interface ComparedLane {
  id: TechniqueId;
  /** Its ticks of the segment. */
  receipts: Receipts;
}

/** In the order of what is worked out: these percentiles of latency, its mean, the mean time out of date, and of spells. */
const SHARES = [1, 0.99, 0.9, 0.5];
const MEAN = SHARES.length;
const STALE = MEAN + 1;
const SPELLS = STALE + 1;

/**
 * Compares lanes tick by tick, again and again, in small steps, so that no tick that arrives has to wait for it: by
 * percentiles of latency and its mean, the mean time out of date while a tick was the newest, and the longest spell.
 */
export class LaneComparison {
  private round: Generator<void, Map<Receipts, Differences>> | null = null;
  private known = new Map<Receipts, Differences>();
  /** Ticks of all lanes when the last round began. */
  private ticks = 0;

  /** Goes on by a step. @param lanes those that can be compared, asked as a round begins */
  step(lanes: () => readonly ComparedLane[]): void {
    this.round ??= this.begin(lanes());
    const step = this.round?.next();
    if (!step?.done) return;
    this.known = step.value;
    this.round = null;
  }

  /** What is known of a lane; nothing of one whose receipts are of another segment by now. */
  differencesOf(receipts: Receipts): Differences {
    return this.known.get(receipts) ?? { ticks: 0, from: {} };
  }

  /** Begins a round, unless there is no tick that the last one has not had. */
  private begin(lanes: readonly ComparedLane[]) {
    const ticks = lanes.reduce((sum, { receipts }) => sum + receipts.count, 0);
    if (ticks === this.ticks) return null;
    this.ticks = ticks;
    return compared(lanes.filter(({ receipts }) => receipts.count >= ENOUGH_PRICES));
  }
}

/** A round, each part of it as it is asked for. */
function* compared(lanes: readonly ComparedLane[]): Generator<void, Map<Receipts, Differences>> {
  const { due, received } = Receipts.common(lanes.map(({ receipts }) => receipts));
  const count = due.length;
  if (lanes.length < 2 || count < ENOUGH_PRICES) return new Map();

  const columns: Statistics[] = [];
  for (const times of received) {
    yield;
    const latencies = times.map((time, i) => time - (due[i] ?? Number.NaN));
    const [percentiles, mean] = [percentilesOf(latencies, SHARES), meanOf(latencies)];
    yield;
    const { time, spell } = outOfDate(due, times);
    const [stale, spells] = [meanOf(time), percentilesOf(spell, SHARES)];
    columns.push((drawn) => [...percentiles(drawn), ...mean(drawn), ...stale(drawn), ...spells(drawn)]);
  }

  const bootstrap = new BlockBootstrap(count, columns);
  while (!bootstrap.isDone) {
    yield;
    bootstrap.draw(Math.ceil(STEP / (count * lanes.length)));
  }

  const from = lanes.map((): Differences['from'] => ({}));
  for (const [a, { id: first }] of lanes.entries()) {
    for (const [b, { id: second }] of lanes.entries()) {
      if (b <= a) continue;
      yield;
      const there = differencesBetween(bootstrap, a, b, count);
      Object.assign(from[b] ?? {}, { [first]: there });
      Object.assign(from[a] ?? {}, { [second]: opposites(there) });
    }
  }
  return new Map(lanes.map(({ receipts }, i) => [receipts, { ticks: count, from: from[i] ?? {} }]));
}

function differencesBetween(bootstrap: BlockBootstrap, a: number, b: number, count: number) {
  const percentile = (index: number) => decidersOf(SHARES, index, count);
  const by = (statistics: readonly number[]) => bootstrap.difference(a, b, statistics);
  return {
    latency_max: by(percentile(0)),
    latency_p99: by(percentile(1)),
    latency_p90: by(percentile(2)),
    latency_p50: by(percentile(3)),
    latency_mean: by([MEAN]),
    stale_share: by([STALE]),
    stale_longest: by(percentile(0).map((index) => SPELLS + index)),
  } satisfies Record<PairedFigure, Interval>;
}

/** The same differences the other way round. */
function opposites(differences: Record<PairedFigure, Interval>) {
  return Object.fromEntries(
    Object.entries(differences).map(([figure, { low, high }]) => [figure, { low: -high, high: -low }]),
  );
}
