/** What all charts have in common. */
export const axisStyle = {
  stroke: 'var(--color-strong)',
  tick: { fill: 'var(--color-muted)', fontSize: '0.72rem' },
  tickLine: false,
} as const;

export const gridColor = 'var(--color-line)';

export const margin = { top: 4, right: 8, bottom: 0, left: 0 } as const;

/** A size before the first layout, so that no chart is ever drawn at none. */
export const initialSize = { width: 300, height: 160 } as const;
