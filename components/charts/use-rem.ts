import { useEffect, useState } from 'react';

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
