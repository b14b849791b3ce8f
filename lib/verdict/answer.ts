import type { TechniqueId } from '@/lib/techniques';
import type { Finding } from './finding';
import { type Missing, outcomeOf, type RuleName } from './rules';
import { candidatesOf, failed, type SegmentSeen } from './seen';
import { listOf, type Sentence, say } from './sentence';

/** What a segment answers to a question. */
export type Answer =
  /** There are not two lanes to compare, and why. */
  | { kind: 'none'; sentences: readonly Sentence[] }
  | { kind: 'measuring'; missing: Missing; leftOut: readonly Sentence[] }
  | {
      kind: 'answer';
      /** That each of the lanes has received. */
      prices: number;
      /** When the segment began, s of the run; null where it is the first. */
      since: number | null;
      findings: readonly Finding[];
      /** Lanes of which nothing is said, and why. */
      leftOut: readonly Sentence[];
    };

/**
 * The answer to a question, by its rules. It is given once the first rule has something to say; the others follow as
 * soon as they have.
 */
export function answerOf(seen: SegmentSeen, names: readonly [RuleName, ...RuleName[]]): Answer {
  const lanes = candidatesOf(seen);
  const leftOut = leftOutOf(seen);
  if (lanes.length < 2) {
    const turnOn = say`Two techniques or more are needed for an answer.`;
    return { kind: 'none', sentences: leftOut.length > 0 ? [...leftOut, turnOn] : [turnOn] };
  }
  // What broke is told whatever the question is.
  const broken: RuleName[] = seen.faults.length > 0 ? ['broken', 'back'] : [];
  const [first, ...others] = [...new Set([...names, ...broken])].map((name) => outcomeOf(name, seen));
  if (!first || first.kind === 'missing') {
    const missing = first?.missing ?? { until: 'in a moment', progress: null };
    return { kind: 'measuring', missing, leftOut };
  }
  return {
    kind: 'answer',
    prices: Math.min(...lanes.map(({ figures }) => figures.order.received)),
    since: seen.since,
    findings: [first, ...others].flatMap((outcome) => (outcome.kind === 'found' ? [outcome.finding] : [])),
    leftOut,
  };
}

/** The lanes that are not compared, by what keeps them from it. */
function leftOutOf({ lanes }: SegmentSeen): Sentence[] {
  const reasons = new Map<string, TechniqueId[]>();
  for (const lane of lanes) {
    const reason = failed(lane);
    if (reason !== null) reasons.set(reason, [...(reasons.get(reason) ?? []), lane.id]);
  }
  return [...reasons].map(([reason, ids]) => say`Not compared: ${listOf(ids)}, ${reason}.`);
}

/** What an answer says, but for its figures. */
export function structureOf(answer: Answer): string {
  if (answer.kind !== 'answer') return answer.kind;
  const { findings, leftOut } = answer;
  return JSON.stringify([findings.map(({ rule, best, behind }) => [rule, best, behind]), leftOut]);
}
