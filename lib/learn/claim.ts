import * as z from 'zod/mini';
import { scoreboardFigures } from '@/lib/run/scoreboard';
import { parseCondition } from './condition-syntax';
import { partsOf } from './sentence-template';
import { sourceSchema } from './source';

/** What a claim can turn out to be. */
export const verdicts = ['true', 'half', 'depends', 'false', 'unproven'] as const;
export type Verdict = (typeof verdicts)[number];

/** What claims are about, in the order of the page. */
export const groupIds = ['polling', 'long-polling', 'sse', 'websocket', 'browsers', 'beyond'] as const;
export type GroupId = (typeof groupIds)[number];

const words = z.string().check(z.minLength(2));

const condition = z.string().check(
  z.refine((text) => 'condition' in parseCondition(text), {
    error: ({ input }) => problemIn(parseCondition(String(input))),
  }),
);

/** Words with {expressions} between, which are replaced by what was measured. */
const sentence = words.check(
  z.refine((text) => partsOf(text).problems.length === 0, {
    error: ({ input }) => partsOf(String(input)).problems.join(' '),
  }),
);

const problemIn = (parsed: object) => ('problem' in parsed ? String(parsed.problem) : undefined);

/** What a run says of a claim where all conditions hold. */
const showSchema = z.strictObject({
  when: z.array(condition).check(z.minLength(1)),
  /** No run can leave a claim unproven: it shows something, or it does not. */
  verdict: z.enum(['true', 'half', 'depends', 'false']),
  say: sentence,
});
export type Show = z.infer<typeof showSchema>;

const claimSchema = z.strictObject({
  /** Never given to another one: links and guesses go by it. */
  number: z.int().check(z.positive()),
  group: z.enum(groupIds),
  claim: words,
  verdict: z.enum(verdicts),
  /** The sentence put right. */
  correct: words,
  /** Empty where it is common knowledge, or where nobody who claims it names one. */
  sources: z.array(sourceSchema),
  /** What makes the difference, of a claim that depends. */
  turns: z.optional(words),
  /** What is run to test it, one after another: the setting that matters in words, and the address of the scenario. */
  runs: z.optional(z.array(z.strictObject({ setting: words, address: words })).check(z.minLength(1))),
  /** The figures that are drawn of the runs. */
  draws: z.optional(z.array(z.enum(scoreboardFigures.map(({ key }) => key))).check(z.minLength(1))),
  /** The first whose conditions hold is what the runs show. */
  shows: z.optional(z.array(showSchema).check(z.minLength(1))),
  /** Why no run here can test it. */
  noRun: z.optional(words),
  /** Where else something of it can be seen, on this site. */
  see: z.optional(z.strictObject({ words, href: z.string().check(z.regex(/^\//)) })),
});
export type Claim = z.infer<typeof claimSchema>;

/** A claim that is tested by runs. */
export type TestableClaim = Claim & Required<Pick<Claim, 'runs' | 'draws' | 'shows'>>;

export function isTestable(claim: Claim): claim is TestableClaim {
  return claim.runs !== undefined && claim.draws !== undefined && claim.shows !== undefined;
}

/** All claims, and the names of their groups. */
export const claimTableSchema = z.strictObject({
  groups: z.record(z.enum(groupIds), words),
  claims: z.array(claimSchema).check(z.minLength(1)),
});
export type ClaimTable = z.infer<typeof claimTableSchema>;
