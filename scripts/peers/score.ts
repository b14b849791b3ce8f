import { firstClientsOf } from '@/lib/load/result';
import type { Conducted } from '@/server/load/conduct';
import type { Contestant } from './contest';

/** What one round of one contestant has cost. */
export interface Round {
  /** CPU s of the server for a million deliveries; of answers, where those count. */
  cpuPerMillion: number;
  /** Answers a second. */
  answersPerSecond: number;
  /** Bytes for each idle connection. */
  memory: number;
  /** ms; null where nothing was delivered. */
  p50: number | null;
  p99: number | null;
  lost: number;
  /** Part of the time in which the load generator was busy, 0 to 1. */
  generator: number;
}

export function roundOf({ contest, work }: Contestant, { ticks, found, figures, memory }: Conducted): Round {
  const done = contest === 'requests' ? found.answers : found.delivered;
  return {
    cpuPerMillion: (figures.cpuSeconds / done) * 1e6,
    answersPerSecond: found.answers / figures.seconds,
    memory: (memory.connected - memory.before) / (work.subscribers - firstClientsOf(work.subscribers)),
    p50: found.latency?.p50 ?? null,
    p99: found.latency?.p99 ?? null,
    // Where answers count, ticks are by the way.
    lost: contest === 'requests' ? 0 : ticks * work.subscribers - found.delivered,
    generator: found.cpuSeconds / figures.seconds,
  };
}

/** A contestant and its rounds. */
export interface Score {
  contestant: Contestant;
  rounds: readonly Round[];
}

/** The median of what the rounds have found; null where one has found nothing. */
export function median(rounds: readonly Round[], value: (round: Round) => number | null): number | null {
  const values: number[] = [];
  for (const round of rounds) {
    const found = value(round);
    if (found === null) return null;
    values.push(found);
  }
  return middleOf(values);
}

/**
 * How many times another's figure one's own is: the median of the ratios within each round, in which both have met the
 * same machine. null where there is no other.
 */
export function ratio(one: Score, other: Score | undefined, value: (round: Round) => number): number | null {
  const ratios = one.rounds.flatMap((round, index) => {
    const theirs = other?.rounds[index];
    return theirs ? [value(round) / value(theirs)] : [];
  });
  return middleOf(ratios);
}

function middleOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return below === undefined || above === undefined ? null : (below + above) / 2;
}
