/** The powers of ten from below the smallest value to above the largest. */
export function decadesOf(values: readonly (number | null)[]): number[] {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return [1, 10];
  const first = Math.floor(Math.log10(Math.min(...known)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...known))));
  return Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
}
