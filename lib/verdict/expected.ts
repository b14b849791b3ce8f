import { type Finding, LITTLE } from './finding';
import { listOf, multiple, type Sentence, say } from './sentence';

/** What was measured, put as a guess at it is; null as long as nothing is found of it. */
type Measured = (findings: readonly Finding[]) => Sentence | null;

const measured = {
  /** What the first rule was about: the best lane, those that share it, or that there is none. */
  best: ([first]) => {
    if (!first || first.best.length === 0) return null;
    if (first.best.length === 1) return listOf(first.best);
    return first.behind.length === 0 ? say`no difference` : say`a tie of ${listOf(first.best)}`;
  },
  howLateShortPolling: (findings) => {
    const first = findings.find(({ rule }) => rule === 'latency_p50');
    if (!first) return null;
    const id = 'short-polling';
    if (first.behind.includes(id)) return timesOf(first.times[id], 'as late');
    return first.best.includes(id) ? say`no later than the others` : null;
  },
  howDearTheDearest: (findings) => {
    const cheapest = findings.find(({ rule }) => rule === 'bytes_per_tick');
    if (!cheapest) return null;
    const dearest = cheapest.behind.at(-1);
    return dearest ? timesOf(cheapest.times[dearest], 'as many') : say`no difference`;
  },
  whetherLost: (findings) => {
    const arrived = findings.find(({ rule }) => rule === 'arrived');
    if (!arrived) return null;
    const { best, behind } = arrived;
    if (behind.length === 0) return say`none is lost`;
    return say`some are lost in ${listOf(behind)}, none in ${listOf(best)}`;
  },
} satisfies Record<string, Measured>;

export type MeasuredName = keyof typeof measured;

/**
 * What goes on after “You expected … · measured”. Never whether the guess was right: that is seen.
 *
 * @param findings by the question's rules, its first one first
 */
export function measuredOf(name: MeasuredName, findings: readonly Finding[]): Sentence | null {
  return measured[name](findings);
}

function timesOf(times: number | undefined, as: string): Sentence | null {
  if (times === undefined) return null;
  return times < LITTLE ? say`hardly a difference` : say`${multiple(times)} ${as}`;
}
