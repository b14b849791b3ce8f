import type { SegmentSeen } from '@/lib/verdict/seen';
import { measure } from './condition';
import { parseExpression } from './condition-syntax';

/** A gap of a sentence, such as `{bytes of sse}`, and what is to be measured for it. */
export interface Gap {
  text: string;
  parsed: ReturnType<typeof parseExpression>;
}

const gap = /\{([^{}]*)\}/g;

export function gapsIn(sentence: string): Gap[] {
  return [...sentence.matchAll(gap)].map(([, text = '']) => ({ text, parsed: parseExpression(text) }));
}

/** The sentence with what was measured in its gaps, in words; a gap that is no expression stays. */
export function filled(sentence: string, runs: readonly SegmentSeen[]): string {
  return sentence.replace(gap, (whole, text: string) => {
    const parsed = parseExpression(text);
    return 'expression' in parsed ? measure(parsed.expression, runs).inWords : whole;
  });
}
