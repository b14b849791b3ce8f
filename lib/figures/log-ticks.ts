/** A logarithmic axis has no more ticks than this. */
const MOST = 5;

/**
 * The ticks of a logarithmic axis, from below the smallest value to above the largest: 1, 2 and 5 times powers of ten, and
 * of those, at equal steps, so few that they can be read.
 */
export function logTicks(values: readonly (number | null)[]): number[] {
  const known = values.filter((value) => value !== null && value > 0) as number[];
  if (known.length === 0) return [1, 10];
  const first = indexBelow(Math.min(...known));
  let last = indexBelow(Math.max(...known));
  if (roundNumber(last) < Math.max(...known)) last++;
  // An axis has some length, even for one value.
  last = Math.max(last, first + 2);
  const step = Math.ceil((last - first) / (MOST - 1));
  const count = Math.ceil((last - first) / step) + 1;
  return Array.from({ length: count }, (_, i) => roundNumber(first + i * step));
}

/** … 1, 2, 5, 10, 20 …; the one of index 0 is 1. */
function roundNumber(index: number): number {
  const power = Math.floor(index / 3);
  const factor = [1, 2, 5][index - 3 * power] ?? 1;
  return power < 0 ? factor / 10 ** -power : factor * 10 ** power;
}

function indexBelow(value: number): number {
  let index = 3 * Math.floor(Math.log10(value));
  // The logarithm of a value just below a power of ten is that power.
  if (roundNumber(index) > value) index -= 3;
  while (roundNumber(index + 1) <= value) index++;
  return index;
}
