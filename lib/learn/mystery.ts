import * as z from 'zod/mini';
import { hash } from '@/lib/market/random';
import { scoreboardFigures } from '@/lib/run/scoreboard';
import { fromQuery } from '@/lib/scenario/url';
import { queryForm } from '@/lib/schema/query';
import { type Technique, type TechniqueId, techniqueIds, techniqueOf } from '@/lib/techniques';
import type { SegmentSeen } from '@/lib/verdict/seen';
import type { Sentence } from '@/lib/verdict/sentence';
import { judge, measure } from './condition';
import { parseCondition, parseExpression } from './condition-syntax';
import { filled, partsOf } from './sentence-template';

const text = z.string().check(z.minLength(3));
const forLane = (sentence: string, lane = '') => sentence.replaceAll('{lane}', lane);
/** Any id will do to see whether a sentence can be read. */
const [EXAMPLE] = techniqueIds;

const condition = text.check(
  z.refine(
    (when) => 'condition' in parseCondition(forLane(when, EXAMPLE)),
    'is no condition with {lane} as its lane',
  ),
);
const template = text.check(
  z.refine(
    (sentence) => partsOf(forLane(sentence, EXAMPLE)).problems.length === 0,
    'has braces around what cannot be measured',
  ),
);

/** The words of the mystery, and what runs in it. */
export const mysterySchema = z.strictObject({
  /** What runs, as in an address; which techniques is left to chance. */
  scenario: text.check(
    z.refine((query) => fromQuery(query).ignored.length === 0, 'has settings that are not allowed'),
  ),
  signs: z.array(
    z.strictObject({
      /** Those that a technique has to have, as the registry says. */
      traits: z.record(z.string(), z.union([z.string(), z.boolean()])),
      when: condition,
      look: text,
      figure: template,
    }),
  ),
  extremes: z.array(
    z.strictObject({ figure: z.enum(scoreboardFigures.map(({ key }) => key)), least: text, most: text }),
  ),
  apart: z.record(z.string(), text),
});

export type MysteryText = z.infer<typeof mysterySchema>;

/** What an address of the mystery says: the same for all who open it. */
const settingsSchema = z.object({
  /** 0 has the page take one by chance. */
  seed: z.int().check(z.minimum(0), z.maximum(999_999)),
  /** Whether one lane runs, or all of them do. */
  round: z.enum(['one', 'all']),
});

export type MysterySettings = z.infer<typeof settingsSchema>;

export const defaultMystery: MysterySettings = { seed: 0, round: 'one' };

export const mysteryForm = queryForm(settingsSchema, defaultMystery);

/** Not those of the market's prices. */
const STREAM = 14;

/** The techniques that run without a name, in the order of their lanes. */
export function hiddenIn({ seed, round }: MysterySettings, ids: readonly TechniqueId[]): TechniqueId[] {
  const shuffled = ids
    .map((id, index) => ({ id, at: hash(seed, STREAM, index) }))
    .sort((a, b) => a.at - b.at)
    .map(({ id }) => id);
  return round === 'one' ? shuffled.slice(0, 1) : shuffled;
}

/** How one could have known. */
export interface Sign {
  look: string;
  /** What was measured of it, in words. */
  figure: Sentence;
}

/**
 * The signs of a technique that this run bears out: those of its traits whose conditions hold, how it stands among the other
 * lanes, and what tells it from one with the same traits.
 */
export function signsOf(id: TechniqueId, words: MysteryText, seen: SegmentSeen): Sign[] {
  const { traits } = techniqueOf(id);
  const own = words.signs.flatMap((sign): Sign[] => {
    if (!hasTraits(traits, sign.traits)) return [];
    const parsed = parseCondition(forLane(sign.when, id));
    if ('problem' in parsed || judge(parsed.condition, [seen]) !== 'holds') return [];
    const figure = filled(forLane(sign.figure, id), [seen]);
    return 'sentence' in figure ? [{ look: sign.look, figure: figure.sentence }] : [];
  });
  const others = seen.lanes.map((lane) => lane.id).filter((other) => other !== id);
  const extremes = words.extremes.flatMap(({ figure, least, most }): Sign[] => {
    const isBeyond = (operator: '<' | '>') =>
      others.length > 0 &&
      others.every((other) => {
        const parsed = parseCondition(`${figure} of ${id} ${operator} ${other}`);
        return 'condition' in parsed && judge(parsed.condition, [seen]) === 'holds';
      });
    const sentence = isBeyond('<') ? least : isBeyond('>') ? most : null;
    const parsed = parseExpression(`${figure} of ${id}`);
    if (!sentence || 'problem' in parsed) return [];
    const { inWords } = measure(parsed.expression, [seen]);
    return [{ look: '', figure: [{ text: sentence.replace('{value}', inWords) }] }];
  });
  const apart = words.apart[id];
  return [...own, ...extremes, ...(apart ? [{ look: apart, figure: [] }] : [])];
}

function hasTraits(traits: Technique['traits'], wanted: Readonly<Record<string, unknown>>): boolean {
  const own: Readonly<Record<string, unknown>> = traits;
  return Object.entries(wanted).every(([name, value]) => own[name] === value);
}
