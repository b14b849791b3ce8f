import { type TechniqueId, techniqueIds } from '@/lib/techniques';
import type { SegmentSeen } from '@/lib/verdict/seen';
import type { Part, Sentence } from '@/lib/verdict/sentence';
import { measure } from './condition';
import { type Expression, parseExpression } from './condition-syntax';

/** A piece of a sentence that is yet to be filled. */
export type TemplatePart = { text: string } | { technique: TechniqueId } | { expression: Expression };

/**
 * Reads a sentence in which braces hold what is measured, `{bytes of sse / websocket}`, or the id of a technique, `{sse}`.
 *
 * @returns its parts, and what is wrong with those that are left out
 */
export function partsOf(text: string): { parts: TemplatePart[]; problems: string[] } {
  const problems: string[] = [];
  const parts = text.split(/(\{[^{}]*\})/).flatMap((piece): TemplatePart[] => {
    if (!/^\{.*\}$/s.test(piece)) {
      if (/[{}]/.test(piece)) problems.push(`“${piece.trim()}”: a brace has no other one.`);
      return piece === '' ? [] : [{ text: piece }];
    }
    const inside = piece.slice(1, -1).trim();
    const technique = techniqueIds.find((id) => id === inside);
    if (technique) return [{ technique }];
    const parsed = parseExpression(inside);
    if ('expression' in parsed) return [{ expression: parsed.expression }];
    problems.push(parsed.problem);
    return [];
  });
  return { parts, problems };
}

/** The sentence with what was measured; or, of a figure that is not known well enough, why. */
export function filled(
  text: string,
  runs: readonly SegmentSeen[],
): { sentence: Sentence } | { missing: string } {
  const sentence: Part[] = [];
  for (const part of partsOf(text).parts) {
    if (!('expression' in part)) {
      sentence.push(part);
      continue;
    }
    const { inWords, enough } = measure(part.expression, runs);
    if (enough !== null) return { missing: enough };
    sentence.push({ strong: inWords });
  }
  return { sentence };
}
