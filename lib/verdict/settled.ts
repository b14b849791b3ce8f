import { type Answer, structureOf } from './answer';

/** An answer that is shown, and since when, s of the run. */
export interface Settled {
  answer: Answer;
  /** Of which question in which segment. */
  of: string;
  structure: string;
  at: number;
  /** Another one that has been found since; shown once it has lasted. */
  other: { structure: string; since: number } | null;
}

/** An answer changes at most so often, s. */
const REST = 5;

/**
 * What to show, now that `answer` is found: figures are renewed at most every 5 s, and another result (a tie that is none
 * any more, a lane that is back) is shown when it has been found for 5 s on end. The first answer, and that to another
 * question, stand at once.
 *
 * @param now s of the run
 * @returns `before` itself where nothing changes
 */
export function settle(before: Settled | null, answer: Answer, of: string, now: number): Settled {
  const structure = structureOf(answer);
  const next = { answer, of, structure, at: now, other: null };
  if (!before || before.of !== of || before.answer.kind !== 'answer') return next;
  if (structure === before.structure) {
    if (now - before.at >= REST) return next;
    return before.other ? { ...before, other: null } : before;
  }
  const { other } = before;
  if (other?.structure !== structure) return { ...before, other: { structure, since: now } };
  return now - other.since >= REST ? next : before;
}
