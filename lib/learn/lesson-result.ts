import type { Unit } from '@/lib/figures/unit';
import { scoreboardFigures } from '@/lib/run/scoreboard';
import { type TechniqueId, techniqueIds } from '@/lib/techniques';
import type { SegmentSeen } from '@/lib/verdict/seen';
import type { Sentence } from '@/lib/verdict/sentence';
import { judge, measure } from './condition';
import { lanesIn } from './condition-syntax';
import type { Lesson } from './lesson';
import { filled } from './sentence-template';

/** Which of a lesson's choices was measured. */
export type MeasuredChoice =
  | { kind: 'choice'; label: string }
  /** It was measured, and is none of them. */
  | { kind: 'none' }
  /** Nothing was measured that could be judged, and why. */
  | { kind: 'undecided'; why: string };

/** The first choice all of whose conditions hold. @param runs in their order */
export function measuredChoice({ choices }: Lesson, runs: readonly SegmentSeen[]): MeasuredChoice {
  let why: string | null = null;
  for (const { label, conditions } of choices) {
    const judged = conditions.map((condition) => judge(condition, runs));
    if (judged.every((judgement) => judgement === 'holds')) return { kind: 'choice', label };
    const undecided = judged.find((judgement) => typeof judgement === 'object');
    // Where one condition fails, another one does not matter.
    if (undecided && !judged.includes('fails')) why ??= undecided.undecided;
  }
  return why === null ? { kind: 'none' } : { kind: 'undecided', why };
}

/** What the runs say, a sentence each; of what they cannot say, why, each reason once. */
export function revealed(
  { reveal }: Lesson,
  runs: readonly SegmentSeen[],
): { sentences: Sentence[]; missing: string[] } {
  const all = reveal.map((text) => filled(text, runs));
  return {
    sentences: all.flatMap((one) => ('sentence' in one ? [one.sentence] : [])),
    missing: [...new Set(all.flatMap((one) => ('missing' in one ? [one.missing] : [])))],
  };
}

/** The figure that a lesson is about, of each lane. */
export interface Picture {
  label: string;
  unit: Unit;
  bars: readonly { technique: TechniqueId; run: number; value: number; inWords: string }[];
  /** Whether the lanes are of different runs. */
  isOfRuns: boolean;
}

/** That of the first condition, in all lanes of its run, or in those it compares where they are of two; null without any. */
export function pictureOf({ choices }: Lesson, runs: readonly SegmentSeen[]): Picture | null {
  const expression = choices[0]?.conditions[0]?.expression;
  const figure = scoreboardFigures.find(({ key }) => key === expression?.figure);
  if (!expression || !figure) return null;
  const named = lanesIn(expression);
  const isOfRuns = new Set(named.map(({ run }) => run)).size > 1;
  const { run } = expression.lane;
  const all = techniqueIds.map((technique) => ({ technique, run }));
  const bars = (isOfRuns ? named : all).flatMap((lane) => {
    const { value, inWords } = measure({ figure: figure.key, lane, against: null }, runs);
    return value === null ? [] : [{ ...lane, value, inWords }];
  });
  return bars.length === 0 ? null : { label: figure.label, unit: figure.unit, bars, isOfRuns };
}
