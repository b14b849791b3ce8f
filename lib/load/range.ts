import { isSound } from './failure';
import { type Costs, costsOf, unitsOf } from './projection';
import { firstClientsOf, type LoadResult } from './result';
import type { LoadRun } from './runs';

/**
 * Some systems count CPU time in ticks of their software clock, a hundred a second (USER_HZ; time(7), "The software
 * clock, HZ, and jiffies"). The difference of two readings is uncertain by one of them, s.
 */
const CPU_STEP = 0.01;

/**
 * The resident memory of a process differs by about this much from one reading to the next with no client at all:
 * curves of 1 to 100 clients, which cost next to nothing, lay between 74 and 76 MB. Bytes.
 */
const MEMORY_STEP = 2e6;

/** Measurements of at least this part of the clients cost each unit about the same. */
const LARGE = 0.5;

/** Costs that may be as low as one, or as high as the other. */
export interface CostRange {
  low: Costs;
  high: Costs;
}

/**
 * The measurements that say what a cost may be beside `basis`: of all runs on the same machine, those that did not
 * fail, had the same load, and half as many clients at least. They differ by chance, and by what the number of
 * clients does to a cost that the projection takes for constant.
 */
export function alikeOf(runs: readonly LoadRun[], run: LoadRun, basis: LoadResult): LoadResult[] {
  const { clients, ...work } = workOf(basis);
  const same = JSON.stringify(work);
  return runs
    .filter(({ machine }) => JSON.stringify(machine) === JSON.stringify(run.machine))
    .flatMap(({ results }) => results)
    .filter((result) => {
      const { clients: others, ...otherWork } = workOf(result);
      return others >= LARGE * clients && JSON.stringify(otherWork) === same && isSound(result);
    });
}

const addedClients = ({ load: { clients } }: LoadResult) => clients - firstClientsOf(clients);

/** What is measured, but for how long. */
function workOf({ load: { seconds: _, ...work } }: LoadResult) {
  return work;
}

/**
 * What each cost may be, from the least to the largest that measurements alike allow:
 *
 *     low  = min over them of (cost − step),   high = max over them of (cost + step)
 *     step = 10 ms / units for CPU,   2 MB / clients after the first for memory,   2 MB for an empty process,   0 for bytes
 *
 * Minimum and maximum and no confidence interval: measurements are too few for one, and no distribution is assumed.
 * Of one measurement it holds the steps only, so the truth may well lie outside.
 *
 * @returns null where nothing was delivered or asked
 */
export function rangeOf(alike: readonly LoadResult[]): CostRange | null {
  const bounds = alike.flatMap((result) => {
    const costs = costsOf(result);
    return costs
      ? [{ costs, cpu: CPU_STEP / unitsOf(result), memory: MEMORY_STEP / addedClients(result) }]
      : [];
  });
  const [first] = bounds;
  if (!first) return null;
  const { technique, unit } = first.costs;
  const span = (of: (bound: (typeof bounds)[number]) => { cost: number; step: number }) => ({
    low: Math.max(0, Math.min(...bounds.map(of).map(({ cost, step }) => cost - step))),
    high: Math.max(...bounds.map(of).map(({ cost, step }) => cost + step)),
  });
  const cpu = span(({ costs, cpu: step }) => ({ cost: costs.cpu, step }));
  const up = span(({ costs }) => ({ cost: costs.up, step: 0 }));
  const down = span(({ costs }) => ({ cost: costs.down, step: 0 }));
  const memory = span(({ costs, memory: step }) => ({ cost: costs.memory, step }));
  const base = span(({ costs }) => ({ cost: costs.base, step: MEMORY_STEP }));
  const at = (end: 'low' | 'high'): Costs => ({
    technique,
    unit,
    cpu: cpu[end],
    up: up[end],
    down: down[end],
    memory: memory[end],
    base: base[end],
  });
  return { low: at('low'), high: at('high') };
}
