import { LineCounter, parseDocument } from 'yaml';
import * as z from 'zod/mini';
import { labFromQuery } from '@/lib/load/lab-url';
import { fromQuery } from '@/lib/scenario/url';
import { sourceSchema } from './source';

const text = z.string().check(z.minLength(2));

/** Pages whose query says what they run; the settings of an address are checked by the page's own reader. */
const readers: Readonly<Record<string, (query: string) => { ignored: readonly { name: string }[] }>> = {
  '/': fromQuery,
  '/lab': labFromQuery,
};

/** An address of this site whose page can do all that it asks for. */
const address = z.string().check(
  z.regex(/^\/[^\s]*$/, 'has to begin with / and to have no spaces'),
  z.refine((value) => {
    const { pathname, search } = new URL(value, 'http://localhost');
    return (readers[pathname]?.(search).ignored ?? []).length === 0;
  }, 'has settings that its page does not know or does not allow'),
);

/** A question of an interview, and all that is needed to judge an answer to it. */
export const cardSchema = z.strictObject({
  /** In the page's address, and in what is remembered of the card. */
  id: z
    .string()
    .check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'has to be words of a-z and 0-9 with - between them')),
  topic: text,
  question: text,
  /** What a good answer has, to be ticked off. */
  good: z.array(text).check(z.minLength(2)),
  /** What is often said, and what is the matter with it. */
  wrong: z.strictObject({ say: text, why: text }),
  /** What is asked next. */
  next: z.strictObject({ ask: text, answer: text }),
  sources: z._default(z.array(sourceSchema), []),
  /** What proves it, and what to look at there; or why no run can. */
  show: z.union([z.strictObject({ address, look: text }), z.strictObject({ none: text })]),
});

export type Card = z.infer<typeof cardSchema>;

/** Something that is wrong with a text. `line` counts from 1. */
export interface CardProblem {
  line: number;
  message: string;
}

const cardsSchema = z.array(cardSchema).check(z.minLength(1));

/**
 * Reads a file of cards: a list in YAML.
 *
 * @returns the cards in the order of the file, or all that is wrong with it, in words
 */
export function parseCards(yaml: string): { cards: Card[] } | { problems: CardProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  if (document.errors.length > 0) {
    const [first] = document.errors;
    return { problems: [{ line: lines.linePos(first?.pos[0] ?? 0).line, message: first?.message ?? '' }] };
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length--) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
      if (Array.isArray(range)) return lines.linePos(Number(range[0])).line;
    }
    return 1;
  };
  const read = cardsSchema.safeParse(document.toJS());
  if (!read.success) {
    return {
      problems: read.error.issues.map((issue) => ({
        line: lineOf(issue.path),
        message: `${issue.path.map(String).join('.')}: ${inWords(issue)}`,
      })),
    };
  }
  const twice = read.data.findIndex(
    ({ id }, index) => read.data.findIndex((other) => other.id === id) < index,
  );
  if (twice === -1) return { cards: read.data };
  return {
    problems: [{ line: lineOf([twice, 'id']), message: `${twice}.id: there is one of this name already` }],
  };
}

function inWords(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `there is no ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_type') return `has to be a ${issue.expected}`;
  if (issue.code === 'invalid_union') return issue.errors.flat().map(inWords).join(', or ');
  if (issue.code === 'too_small') return 'is too short';
  return issue.message;
}
