import { scoreboardFigures } from '@/lib/run/scoreboard';
import type { TechniqueId } from '@/lib/techniques';
import type { SegmentSeen } from '@/lib/verdict/seen';
import type { Sentence } from '@/lib/verdict/sentence';
import type { Show, TestableClaim } from './claim';
import { judge, measure } from './condition';
import { parseCondition } from './condition-syntax';
import { filled } from './sentence-template';

/** What the runs of a claim came to. */
export type ClaimResult =
  | { verdict: Show['verdict']; sentence: Sentence }
  /** They show nothing of it; which conditions did not hold, with the figures. */
  | { verdict: null; reasons: string[] };

/** Judges a claim by its runs: the first whose conditions all hold. */
export function testClaim(shows: readonly Show[], runs: readonly SegmentSeen[]): ClaimResult {
  const reasons: string[] = [];
  for (const { when, verdict, say } of shows) {
    const unmet = when.map((text) => failureOf(text, runs)).find((reason) => reason !== null);
    const said = filled(say, runs);
    if (unmet !== undefined) reasons.push(unmet);
    else if ('missing' in said) reasons.push(said.missing);
    else return { verdict, sentence: said.sentence };
  }
  return { verdict: null, reasons: [...new Set(reasons)] };
}

/** Why a condition does not hold, in words; null where it holds. */
function failureOf(text: string, runs: readonly SegmentSeen[]): string | null {
  const parsed = parseCondition(text);
  if ('problem' in parsed) return parsed.problem;
  const judged = judge(parsed.condition, runs);
  if (judged === 'holds') return null;
  if (judged !== 'fails') return `${text}: ${judged.undecided}`;
  const { expression } = parsed.condition;
  const { lane, against, figure } = expression;
  const measured = [lane, ...(against ? [against] : [])].map(
    (named) => measure({ figure, lane: named, against: null }, runs).inWords,
  );
  return `${text}: not so, ${measured.join(' against ')}`;
}

/** A figure of the lanes of each run, to be drawn on one scale. */
export interface DrawnFigure {
  key: string;
  label: string;
  /** The largest, which fills the width; 0 where none is known. */
  most: number;
  runs: { setting: string; bars: { technique: TechniqueId; value: number; inWords: string }[] }[];
}

/** What is drawn of the runs of a claim: lanes in which a figure is not known are left out. */
export function drawn({ draws, runs }: TestableClaim, results: readonly SegmentSeen[]): DrawnFigure[] {
  return draws.map((key) => {
    const byRun = runs.map(({ setting }, i) => ({
      setting,
      bars: (results[i]?.lanes ?? []).flatMap(({ id: technique }) => {
        const lane = { technique, run: i + 1 };
        const { value, inWords } = measure({ figure: key, lane, against: null }, results);
        return value === null ? [] : [{ technique, value, inWords }];
      }),
    }));
    const values = byRun.flatMap(({ bars }) => bars.map(({ value }) => value));
    const label = scoreboardFigures.find((figure) => figure.key === key)?.label ?? key;
    return { key, label, most: Math.max(0, ...values), runs: byRun };
  });
}
