import { type Answers, type Candidate, candidates, type QuestionId, questionIds } from './answers';
import { type Grade, type Rule, rules } from './rules';

/** What is said of a candidate. */
export interface Given {
  reason: string;
  grade: Grade;
}

/** A candidate among the others. */
export interface Ranked {
  candidate: Candidate;
  /** From 1 on; those that cannot be told apart share it. */
  rank: number;
  /** Whether each need that is known is met, in the order of the questions. */
  needs: { question: QuestionId; met: boolean }[];
  /** Some need can never be met by it. */
  impossible: boolean;
  given: Given[];
}

/** The needs that are known: questions with an answer. */
export function needsOf(answers: Answers): QuestionId[] {
  return questionIds.filter((question) => answers[question] !== 'unknown');
}

/** Whether a rule has to do with these answers. */
function applies({ when, unless = {} }: Rule, answers: Answers): boolean {
  const isAnswered = (conditions: Rule['when'], question: QuestionId) =>
    [conditions[question]].flat().includes(answers[question]);
  return (
    questionIds.every((question) => when[question] === undefined || isAnswered(when, question)) &&
    !questionIds.some((question) => unless[question] !== undefined && isAnswered(unless, question))
  );
}

/**
 * All candidates, best first: fewest impossible needs, then fewest unmet, then fewest costs. What is good or worth noting
 * is said, and changes no rank: more words are no better fit.
 */
export function rank(answers: Answers): Ranked[] {
  const known = needsOf(answers);
  const applying = rules.filter((rule) => applies(rule, answers));
  const scored = candidates.map((candidate) => {
    const mine = applying.filter((rule) => rule.candidates.includes(candidate));
    const unmet = new Set(
      mine
        .filter(({ grade }) => grade === 'impossible' || grade === 'unmet')
        .flatMap(({ when }) => Object.keys(when).slice(0, 1)),
    );
    const count = (sought: Grade) => mine.filter(({ grade }) => grade === sought).length;
    const impossible = count('impossible');
    return {
      candidate,
      score: [impossible, unmet.size, count('cost')],
      needs: known.map((question) => ({ question, met: !unmet.has(question) })),
      impossible: impossible > 0,
      given: mine.map(({ reason, grade }) => ({ reason, grade })),
    };
  });
  const sorted = scored.toSorted((a, b) => compareScores(a.score, b.score));
  return sorted.map(({ score, ...entry }) => ({
    ...entry,
    rank: 1 + sorted.findIndex((other) => compareScores(other.score, score) === 0),
  }));
}

/** Less is better, the first difference decides. */
function compareScores(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** Those that fit best: several where none is told from another. */
export function bestOf(ranking: readonly Ranked[]): Ranked[] {
  return ranking.filter((entry) => entry.rank === 1 && !entry.impossible);
}

/** The next after the best, where they meet as many needs and only cost more. */
export function closeTo(ranking: readonly Ranked[]): Ranked[] {
  const met = ({ needs }: Ranked) => needs.filter((need) => need.met).length;
  const [best] = bestOf(ranking);
  const next = ranking.find(({ rank: place }) => place > 1);
  if (!best || !next || next.impossible || met(next) !== met(best)) return [];
  return ranking.filter(({ rank: place }) => place === next.rank);
}
