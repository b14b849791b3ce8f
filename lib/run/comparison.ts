import { BlockBootstrap, meanOf, percentilesOf, RESAMPLES } from '@/lib/figures/bootstrap';
import type { Interval } from '@/lib/figures/figure';
import { outOfDate, Receipts } from '@/lib/measure/receipts';
import type { TechniqueId } from '@/lib/techniques';
import { ENOUGH_PRICES } from './fitness';
import type { Differences, PairedFigure } from './snapshot';

/** A round of resampling is spread over so many steps, so that no tick that arrives has to wait for it. */
const STEPS = 20;

/** What is compared of a lane. */
export interface ComparedLane {
  id: TechniqueId;
  /** Its ticks of the segment. */
  receipts: Receipts;
}

/** In the order in which they are worked out of a resample. */
const pairedFigures: readonly PairedFigure[] = [
  'latency_p50',
  'latency_p90',
  'latency_p99',
  'latency_max',
  'stale_share',
  'stale_longest',
];

interface Round {
  lanes: readonly ComparedLane[];
  ticks: number;
  bootstrap: BlockBootstrap;
}

/**
 * Compares lanes tick by tick, again and again: percentiles of latency, and of staleness the mean time that a tick made the
 * price out of date, and the longest spell.
 */
export class LaneComparison {
  private round: Round | null = null;
  private known = new Map<Receipts, Differences>();

  /** A part of the work, less than a millisecond. @param lanes those that can be compared, asked as a round begins */
  step(lanes: () => readonly ComparedLane[]): void {
    if (!this.round) this.round = begin(lanes());
    else if (!this.round.bootstrap.isDone) this.round.bootstrap.draw(RESAMPLES / STEPS);
    else {
      this.known = resultOf(this.round);
      this.round = null;
    }
  }

  /** What is known of a lane; nothing of one whose receipts are of another segment by now. */
  differencesOf(receipts: Receipts): Differences {
    return this.known.get(receipts) ?? { ticks: 0, from: {} };
  }
}

function begin(all: readonly ComparedLane[]): Round | null {
  const lanes = all.filter(({ receipts }) => receipts.count >= ENOUGH_PRICES);
  const { due, received } = Receipts.common(lanes.map(({ receipts }) => receipts));
  if (lanes.length < 2 || due.length < ENOUGH_PRICES) return null;
  const columns = received.map((times) => {
    const latencies = times.map((time, i) => time - (due[i] ?? Number.NaN));
    const { time, spell } = outOfDate(due, times);
    const [latency, mean, longest] = [
      percentilesOf(latencies, [0.5, 0.9, 0.99, 1]),
      meanOf(time),
      percentilesOf(spell, [1]),
    ];
    return (drawn: Uint16Array) => [...latency(drawn), ...mean(drawn), ...longest(drawn)];
  });
  return { lanes, ticks: due.length, bootstrap: new BlockBootstrap(due.length, columns) };
}

function resultOf({ lanes, ticks, bootstrap }: Round): Map<Receipts, Differences> {
  const known = new Map<Receipts, Differences>();
  lanes.forEach(({ receipts }, own) => {
    const from: Differences['from'] = {};
    lanes.forEach(({ id }, other) => {
      if (other === own) return;
      from[id] = Object.fromEntries(
        pairedFigures.map((key, i) => [key, bootstrap.difference(other, own, i)]),
      ) as Record<PairedFigure, Interval>;
    });
    known.set(receipts, { ticks, from });
  });
  return known;
}
