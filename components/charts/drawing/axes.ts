/** What all charts have in common. */
export const axisStyle = {
  axisLine: false,
  tick: { fill: 'var(--color-muted)', fontSize: '0.857rem' },
  tickLine: false,
  // The ticks are few: to find out which have room, each would be measured each time.
  interval: 0,
} as const;

export const gridColor = 'var(--color-line)';

/** Below so many rem a chart has no room for more than names beside its lines. */
const NARROW = 34;

/** Room around a chart, px, and whether there is little of it. */
export function roomOf(width: number, rem: number): { isNarrow: boolean; left: number; right: number } {
  const isNarrow = width < NARROW * rem;
  return { isNarrow, left: (isNarrow ? 3.6 : 4.2) * rem, right: (isNarrow ? 7.4 : 11.6) * rem };
}
