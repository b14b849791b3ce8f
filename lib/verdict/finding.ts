import { compare, type Mark, NO_DIFFERENCE } from '@/lib/figures/compare';
import type { Figure } from '@/lib/figures/figure';
import type { ScoredLane } from '@/lib/run/telling-apart';
import type { TechniqueId } from '@/lib/techniques';
import { amount, listOf, multiple, type Part, type Sentence, say } from './sentence';
import { type Strip, stripOf } from './strip';

/** What was found out by one rule. */
export interface Finding {
  rule: string;
  sentences: readonly Sentence[];
  /** Those that no other is measurably better than, in the order of the lanes. */
  best: readonly TechniqueId[];
  /** Those that are measurably behind, the nearest first. */
  behind: readonly TechniqueId[];
  /** By how many times, where that can be told. */
  times: Readonly<Partial<Record<TechniqueId, number>>>;
  /** null where there is nothing to draw. */
  strip: Strip | null;
}

/** How a figure is talked about. Values are written with their units. */
export interface Wording {
  /** What the best is: First. */
  lead: string;
  /** What is said where several share it: First is a tie. */
  tie: string;
  /** What follows the name of the best. */
  best(value: string): string;
  /** What follows the name of one that is behind: by how many times, or in its own figure. */
  behind: { verb: string; times: string; little: string } | { verb: string; value(value: string): string };
}

/** A multiple that two figures cannot show is said in the figure itself. */
export const LITTLE = 1.05;

/** As many are named in a sentence, so that it stays short. */
const IN_A_SENTENCE = { tied: 5, behind: 3 };

type Behind = { id: TechniqueId; value: number; times: number | null };

/** Says what `compare` finds, and nothing else. @param lanes all of which have a mark */
export function findingOf(
  figure: Figure<ScoredLane>,
  wording: Wording,
  lanes: readonly ScoredLane[],
): Finding {
  const { marks } = compare(figure, lanes);
  const marked = lanes.map((lane, i) => ({ id: lane.id, value: figure.value(lane) ?? 0, mark: marks[i] }));
  const best = marked.filter(({ mark }) => mark?.kind === 'best');
  const behind = marked
    .flatMap(({ id, value, mark }) => (isBehind(mark) ? [{ id, value, times: mark.times }] : []))
    .sort((a, b) => a.value - b.value);
  const isEqual = new Set(best.map(({ value }) => value)).size === 1;
  const ids = best.map(({ id }) => id);
  const first = best[0];
  const inWords = amount(figure.unit, first?.value ?? null);
  const sentences: Sentence[] = [];
  if (best.length === 1 && first)
    sentences.push(say`${strong(`${wording.lead}:`)} ${technique(first.id)}, ${wording.best(inWords)}.`);
  else if (isEqual && figure.unit === 'count' && ids.length <= IN_A_SENTENCE.tied)
    sentences.push(say`${strong(`${wording.lead}:`)} ${listOf(ids)}, ${wording.best(inWords)} each.`);
  else {
    const names = ids.length > IN_A_SENTENCE.tied ? `${ids.length} of ${lanes.length}` : listOf(ids);
    sentences.push(say`${strong(wording.tie)}`, say`${names}: ${NO_DIFFERENCE}.`);
  }
  sentences.push(...behindIn(behind, figure, wording));
  return {
    rule: figure.key,
    sentences,
    best: ids,
    behind: behind.map(({ id }) => id),
    times: Object.fromEntries(behind.flatMap(({ id, times }) => (times === null ? [] : [[id, times]]))),
    strip: stripOf(figure.unit, best, behind),
  };
}

function behindIn(behind: readonly Behind[], { unit }: Figure<ScoredLane>, wording: Wording): Sentence[] {
  const how = wording.behind;
  const values = (lanes: readonly Behind[], verb: string, ending: (value: string) => string) =>
    inTurn(lanes, ({ id, value }, isFirst) =>
      isFirst
        ? say`${technique(id)} ${verb} ${ending(amount(unit, value))}`
        : say`${technique(id)} ${amount(unit, value)}`,
    );
  if (!('times' in how)) return values(behind, how.verb, how.value);

  const little = behind.filter(({ times }) => times === null || times < LITTLE);
  const most = behind.at(-1);
  const lot = behind.filter((lane) => !little.includes(lane));
  return [
    ...values(little, how.little, (value) => value),
    ...inTurn(lot, (lane, isFirst) => {
      const times = multiple(lane.times ?? 0);
      const said = lane === most ? strong(times) : times;
      return isFirst
        ? say`${technique(lane.id)} ${how.verb} ${said} ${how.times}`
        : say`${technique(lane.id)} ${said}`;
    }),
  ];
}

/** Sentences of a few lanes each. */
function inTurn<T>(lanes: readonly T[], clause: (lane: T, isFirst: boolean) => Sentence): Sentence[] {
  const sentences: Sentence[] = [];
  for (let from = 0; from < lanes.length; from += IN_A_SENTENCE.behind) {
    const clauses = lanes.slice(from, from + IN_A_SENTENCE.behind).map((lane, i) => clause(lane, i === 0));
    sentences.push([...clauses.flatMap((part, i) => (i === 0 ? part : say`, ${part}`)), { text: '.' }]);
  }
  return sentences;
}

const strong = (text: string): Part => ({ strong: text });

const technique = (id: TechniqueId): Part => ({ technique: id });

const isBehind = (mark: Mark | undefined) => mark?.kind === 'behind';
