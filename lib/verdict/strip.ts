import { trimZeros } from '@/lib/figures/format';
import type { Unit } from '@/lib/figures/unit';
import type { TechniqueId } from '@/lib/techniques';
import { amount, NBSP } from './sentence';

/** Lanes as dots on a scale; those that cannot be told apart are one group with one label. */
export interface Strip {
  unit: Unit;
  groups: readonly { ids: readonly TechniqueId[]; values: readonly number[]; label: string }[];
}

type Dot = { id: TechniqueId; value: number };

/** @param best those that are not told from one another; null where there is nothing to draw on such a scale */
export function stripOf(unit: Unit, best: readonly Dot[], behind: readonly Dot[]): Strip | null {
  if (![...best, ...behind].some(({ value }) => value > 0)) return null;
  const groups = [best, ...behind.map((dot) => [dot])].filter((dots) => dots.length > 0);
  return {
    unit,
    groups: groups.map((dots) => {
      const values = dots.map(({ value }) => value);
      return { ids: dots.map(({ id }) => id), values, label: labelOf(unit, values) };
    }),
  };
}

function labelOf(unit: Unit, values: readonly number[]): string {
  const [low = '', high = ''] = [Math.min(...values), Math.max(...values)].map((value) =>
    trimZeros(amount(unit, value)),
  );
  if (values.length === 1) return low;
  if (low === high) return `tie: ${low}`;
  const [number, inUnit] = low.split(NBSP);
  return inUnit === high.split(NBSP)[1] ? `tie: ${number}–${high}` : `tie: ${low}–${high}`;
}

/** A logarithmic scale. */
export interface Scale {
  /** Where a value stands, 0 to 1; what is 0 stands at the beginning. */
  at(value: number): number;
  ticks: readonly { value: number; label: string }[];
}

/** A scale on which all dots of a strip find room, with powers of ten as its ticks. */
export function scaleOf({ unit, groups }: Strip): Scale {
  const values = groups.flatMap((group) => group.values).filter((value) => value > 0);
  const [low, high] = [Math.min(...values) / 2, Math.max(...values) * 2];
  const width = Math.log(high / low);
  const ticks: Scale['ticks'][number][] = [];
  for (let power = Math.ceil(Math.log10(low)); 10 ** power <= high; power++) {
    const value = 10 ** power;
    ticks.push({ value, label: trimZeros(amount(unit, value)) });
  }
  return { at: (value) => (value > low ? Math.log(value / low) / width : 0), ticks };
}
