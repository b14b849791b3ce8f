import { useEffect, useState } from 'react';

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

export const scales = { linear: 'lin', log: 'log' } as const;

/**
 * The size of 1 rem in px. Charts measure their margins in px; in the present view, and on a large screen, their
 * labels grow with all other type.
 *
 * @param present a change of it changes the size
 */
export function useRem(present: boolean): number {
  const [rem, setRem] = useState(14);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the style sheet reads `present` from the page
  useEffect(() => {
    const measure = () => setRem(Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [present]);
  return rem;
}
