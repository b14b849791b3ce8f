import { formatCount } from '@/lib/figures/format';
import { formatIn, type Unit } from '@/lib/figures/unit';
import { nameOf, type TechniqueId } from '@/lib/techniques';

/** A piece of a sentence: words, words that stand out, or a technique, which is shown in its colour. */
export type Part = { text: string } | { strong: string } | { technique: TechniqueId };
export type Sentence = readonly Part[];

/** Keeps a figure and its unit in one line. */
export const NBSP = '\u00a0';

/** A sentence of a template: text stays text, other parts are put in between. */
export function say(texts: TemplateStringsArray, ...between: (string | Part | Sentence)[]): Sentence {
  const parts = texts.flatMap((text, i): Part[] => [{ text }, ...partsOf(between[i] ?? [])]);
  return parts.filter((part) => !('text' in part) || part.text !== '');
}

function partsOf(value: string | Part | Sentence): readonly Part[] {
  if (typeof value === 'string') return [{ text: value }];
  return 'length' in value ? value : [value];
}

/** Techniques as a list: SSE, WebSocket and Long polling. */
export function listOf(ids: readonly TechniqueId[]): Sentence {
  return ids.flatMap((technique, i): Part[] => {
    const join = i === 0 ? '' : i === ids.length - 1 ? ' and ' : ', ';
    return join ? [{ text: join }, { technique }] : [{ technique }];
  });
}

/** A figure with its unit, which a line's end does not part. */
export function amount(unit: Unit, value: number | null): string {
  return formatIn(unit, value).replaceAll(' ', NBSP);
}

/** Two figures are all that a multiple is worth: 1.3 times, 11 times, 1,200 times. */
export function multiple(times: number): string {
  const two = Number(times.toPrecision(2));
  return `${two < 10 ? two.toFixed(1) : formatCount(two)}${NBSP}times`;
}

/** A sentence without its colours. */
export function wordsOf(sentence: Sentence): string {
  return sentence
    .map((part) =>
      'technique' in part ? nameOf(part.technique) : 'strong' in part ? part.strong : part.text,
    )
    .join('');
}
