import { defaultSetup, toQuery } from '@/lib/scenario/url';
import { techniqueIds } from '@/lib/techniques';
import type { Answers } from './answers';
import type { Ranked } from './score';
import { laneOf } from './text';

/** So many lanes can be read side by side. */
const LANES = 4;

/** Prices a second that come nearest to what was answered, of what the playground can do. */
const rates: Readonly<Record<Answers['rate'], number>> = {
  unknown: defaultSetup.scenario.rate,
  rare: 0.1,
  seconds: 1,
  many: 20,
  flood: 200,
};

/** The address where the best of those that can run do so at the rate of the case; null where none of them can. */
export function runOfCase({ rate }: Answers, ranking: readonly Ranked[]): string | null {
  const best = ranking
    .filter(({ impossible }) => !impossible)
    .flatMap(({ candidate }) => laneOf(candidate) ?? [])
    .slice(0, LANES);
  if (best.length === 0) return null;
  const techniques = techniqueIds.filter((id) => best.includes(id));
  const scenario = { ...defaultSetup.scenario, techniques, rate: rates[rate] };
  return `/?${toQuery({ ...defaultSetup, scenario })}`;
}
