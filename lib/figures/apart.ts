/**
 * Moves labels apart, so that none lies over its neighbour.
 *
 * @param wanted where the middle of each would be, ascending
 * @param widths of the labels, with the room around them
 * @returns where their middles are, within 0 and `room` where that is enough for all
 */
export function apart(wanted: readonly number[], widths: readonly number[], room: number): number[] {
  const half = (i: number) => (widths[i] ?? 0) / 2;
  const middles: number[] = [];
  for (const [i, middle] of wanted.entries()) {
    const least = i === 0 ? half(0) : (middles[i - 1] ?? 0) + half(i - 1) + half(i);
    middles.push(Math.max(middle, least));
  }
  let most = room;
  for (let i = middles.length - 1; i >= 0; i--) {
    middles[i] = Math.min(middles[i] ?? 0, most - half(i));
    most = (middles[i] ?? 0) - half(i);
  }
  return middles;
}
