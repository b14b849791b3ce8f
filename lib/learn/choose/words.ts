import * as z from 'zod/mini';
import { techniqueIds } from '@/lib/techniques';
import { answersTo, candidates, questionIds } from './answers';
import { knownCases } from './cases';
import { rules } from './rules';

const words = z.string().check(z.minLength(2));

const reasonSchema = z.strictObject({
  text: words,
  /** What it can be checked by: `lesson asking`, `claim 19`, `reference proxies`, or `run rate=0.1`. */
  see: z.array(words).check(z.minLength(1)),
});

/** The text of the page: every question, answer, reason and case has its words, and nothing else has. */
export const chooseWordsSchema = z
  .strictObject({
    page: z.strictObject({
      title: words,
      lead: words,
      /** Stands where there is no answer yet. */
      start: words,
      /** How the order comes about. */
      decided: words,
    }),
    questions: z.record(
      z.enum(questionIds),
      z.strictObject({ ask: words, answers: z.record(z.string(), words) }),
    ),
    /** Names of those that have no lane. One that comes to run is told by its id. */
    elsewhere: z.partialRecord(z.enum(candidates), words),
    reasons: z.record(z.enum([...new Set(rules.map(({ reason }) => reason))]), reasonSchema),
    cases: z.record(z.enum(knownCases.map(({ id }) => id)), words),
  })
  .check((context) => {
    const { questions, elsewhere } = context.value;
    const wrong = (path: string[], message: string) =>
      context.issues.push({ code: 'custom', message, input: context.value, path });
    for (const question of questionIds) {
      const allowed = answersTo(question);
      const given = Object.keys(questions[question].answers);
      const path = ['questions', question, 'answers'];
      for (const answer of allowed.filter((one) => !given.includes(one)))
        wrong(path, `“${answer}” has no words`);
      for (const answer of given.filter((one) => !allowed.includes(one)))
        wrong(path, `there is no answer “${answer}”; there are ${allowed.join(', ')}`);
    }
    for (const candidate of candidates)
      if (!techniqueIds.some((id) => id === candidate) && !elsewhere[candidate])
        wrong(['elsewhere'], `${candidate} has no name`);
  });

export type ChooseWords = z.infer<typeof chooseWordsSchema>;
