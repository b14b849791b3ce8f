import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod/mini';
import { fromQuery } from '@/lib/scenario/url';
import { wholeWithin } from '@/lib/schema/number';
import { nameOf } from '@/lib/techniques';
import { type Condition, type Expression, lanesIn, parseCondition } from './condition-syntax';
import { coverageProblem } from './coverage';
import { partsOf } from './sentence-template';
import { sourceSchema } from './source';

/** A text that is longer is no lesson: a student reads it in five minutes. */
export const MOST_CHARACTERS = 20_000;

/** A lesson's runs last so long in all, at most, s. */
const LONGEST_S = 180;

const line = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));
const lines = (least: number, most: number) =>
  z.array(line(400)).check(z.minLength(least), z.maxLength(most));

const schema = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/, 'has to be a short name of a-z, 0-9 and -')),
  minutes: wholeWithin(1, 60),
  title: line(120),
  ask: line(400),
  /** Each a label, and one condition or several that make it the measured one. */
  choices: z
    .array(z.record(line(120), z.union([line(200), z.array(line(200)).check(z.minLength(1))])))
    .check(z.minLength(2), z.maxLength(6)),
  /** Addresses of scenarios, the part after the question mark. */
  runs: lines(1, 4),
  look: lines(1, 4),
  reveal: lines(1, 6),
  sources: z.array(sourceSchema).check(z.minLength(1), z.maxLength(8)),
  next: z.array(z.strictObject({ q: line(400), a: line(1200) })).check(z.minLength(1), z.maxLength(4)),
});

/** A question, runs that answer it, and what is to be understood by them. It is plain data. */
export interface Lesson extends Omit<z.infer<typeof schema>, 'choices'> {
  choices: readonly { label: string; conditions: readonly Condition[] }[];
  /** Markdown. */
  why: string;
}

/** What is wrong in a text, and in which line, from 1. */
export interface LessonProblem {
  line: number;
  message: string;
}

/**
 * Reads a lesson: YAML between two lines of three dashes, and below it why, in Markdown. All conditions and settings are
 * checked, so that what is read can be run and judged, and that each run has exactly one measured choice.
 *
 * @returns it, or all that is wrong with the text, in the order of its lines
 */
export function parseLesson(text: string): { lesson: Lesson } | { problems: LessonProblem[] } {
  if (text.length > MOST_CHARACTERS)
    return problemIn(1, `The text is ${text.length} characters long; at most ${MOST_CHARACTERS} are read.`);
  const [, head, why = ''] = /^---\r?\n(.*?)^---\s*?(?:\r?\n(.*))?$/ms.exec(text) ?? [];
  if (head === undefined)
    return problemIn(1, 'A lesson begins with a line “---”, and its settings end with one.');

  const counter = new LineCounter();
  const document = parseDocument(head, { lineCounter: counter, prettyErrors: false });
  // The first line of the text is the dashes'.
  const lineAt = (offset: number) => counter.linePos(offset).line + 1;
  if (document.errors.length > 0)
    return { problems: document.errors.map(({ pos, message }) => ({ line: lineAt(pos[0]), message })) };
  const lineOf = (path: readonly PropertyKey[]) => lineAt(offsetOf(document, path));

  const settings = plain(document);
  if (settings === null) return problemIn(1, 'A lesson has no aliases: say it again in full.');
  const result = z.safeParse(schema, settings, { error: unexpected });
  const problems = result.success
    ? inside(result.data).map(({ path, message }) => ({ line: lineOf(path), message }))
    : result.error.issues.map(({ path, message }) => ({
        line: lineOf(path),
        message: `${path.map(String).join(', ')} ${message}`.trim(),
      }));
  if (why.trim() === '')
    problems.push({
      line: text.split('\n').length,
      message: 'Below the second “---” stands why, in Markdown.',
    });
  if (!result.success || problems.length > 0) return { problems: problems.sort((a, b) => a.line - b.line) };
  const choices = result.data.choices.flatMap(choicesIn);
  const uncovered = coverageProblem(choices);
  if (uncovered !== null)
    return problemIn(lineOf(['choices']), `Together the choices must cover everything: ${uncovered}.`);
  return { lesson: { ...result.data, choices, why: why.trim() } };
}

const problemIn = (at: number, message: string) => ({ problems: [{ line: at, message }] });

type Raw = z.infer<typeof schema>;
type At = { path: readonly PropertyKey[]; message: string };

function choicesIn(choice: Raw['choices'][number]): Lesson['choices'][number][] {
  return Object.entries(choice).map(([label, texts]) => ({
    label,
    conditions: [texts].flat().flatMap((text) => {
      const parsed = parseCondition(text);
      return 'condition' in parsed ? [parsed.condition] : [];
    }),
  }));
}

/** What no schema sees: settings, conditions, and that the lanes they speak of are there. */
function inside({ choices, runs, reveal, ask }: Raw): At[] {
  const at: At[] = [];
  const scenarios = runs.map((query, i) => {
    const { settings, ignored } = fromQuery(query);
    for (const { name, value, reason } of ignored)
      at.push({ path: ['runs', i], message: `${name}=${value}: ${reason}.` });
    if (settings.scenario.length === 0)
      at.push({ path: ['runs', i], message: 'A run of a lesson has an end: length=25.' });
    return settings.scenario;
  });
  const total = scenarios.reduce((sum, { length }) => sum + length, 0);
  if (total > LONGEST_S)
    at.push({ path: ['runs'], message: `The runs last ${total} s in all; at most ${LONGEST_S} s.` });

  const lacking = (expression: Expression) =>
    lanesIn(expression).flatMap(({ technique, run }) => {
      const scenario = scenarios[run - 1];
      if (!scenario) return [`There is no run ${run}.`];
      return scenario.techniques.includes(technique)
        ? []
        : [`Run ${run} has no lane of ${nameOf(technique)}: techniques=${scenario.techniques.join(',')}.`];
    });
  for (const [i, choice] of choices.entries()) {
    const labels = Object.keys(choice);
    if (labels.length !== 1)
      at.push({
        path: ['choices', i],
        message: 'A choice is one label, and what makes it the measured one.',
      });
    for (const [label, texts] of Object.entries(choice))
      for (const text of [texts].flat()) {
        const parsed = parseCondition(text);
        const messages = 'problem' in parsed ? [parsed.problem] : lacking(parsed.condition.expression);
        at.push(...messages.map((message) => ({ path: ['choices', i, label], message })));
      }
  }
  const labels = choices.flatMap(Object.keys);
  for (const label of new Set(labels.filter((label, i) => labels.indexOf(label) < i)))
    at.push({ path: ['choices'], message: `Two choices are called “${label}”.` });

  for (const [path, text] of [
    [['ask'], ask] as const,
    ...reveal.map((sentence, i) => [['reveal', i], sentence] as const),
  ]) {
    const { parts, problems } = partsOf(text);
    const missing = parts.flatMap((part) => ('expression' in part ? lacking(part.expression) : []));
    at.push(...[...problems, ...missing].map((message) => ({ path, message })));
  }
  return at;
}

/** What it says; null where it has aliases, by which a short text becomes a huge one. */
function plain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 }) ?? {};
  } catch (error) {
    if (error instanceof ReferenceError) return null;
    throw error;
  }
}

/** Where what a path leads to begins; or what is nearest around it. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

/** What is said of a value that nothing more exact is said of. */
function unexpected(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `There is no “${issue.keys.join(', ')}” here; there are ${Object.keys(schema.shape).join(', ')}.`;
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing.'
        : `has to be ${named[issue.expected] ?? issue.expected}.`;
    case 'too_small':
      return `is too short: ${issue.minimum} at least.`;
    case 'too_big':
      return `is too long: ${issue.maximum} at most.`;
    default:
      return 'is not what a lesson has there.';
  }
}

const named: Partial<Record<string, string>> = {
  array: 'a list',
  string: 'a text (put it in quotes)',
  int: 'a whole number',
  number: 'a number',
  object: 'several lines “name: value”',
  record: '“label: condition”',
};
