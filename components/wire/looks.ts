import type { Sight } from './protocol';

/** The names of the theme's colours that the diagram is drawn with. */
export const palette = ['strong', 'line', 'muted', 'ink', 'card', 'sunken', 'bad'];

/** Size of the smallest text, rem. */
const SMALL = 0.857;

const motion = '(prefers-reduced-motion: reduce)';

/** What a canvas does not know of the page. @param swatches its children have the colours, and their names */
export function looksOf(
  swatches: HTMLElement | null,
): Pick<Sight, 'colors' | 'fontSize' | 'ratio' | 'still'> {
  const colors: Record<string, string> = {};
  for (const element of swatches?.querySelectorAll<HTMLElement>('[data-name]') ?? []) {
    colors[element.dataset.name ?? ''] = getComputedStyle(element).color;
  }
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return {
    colors,
    fontSize: SMALL * rem,
    ratio: window.devicePixelRatio,
    still: window.matchMedia(motion).matches,
  };
}

/** Calls `look` when size, theme, zoom or wishes may have changed, until the returned function is called. */
export function whenLooksChange(element: Element, look: () => void): () => void {
  const sizes = new ResizeObserver(look);
  sizes.observe(element);
  const theme = new MutationObserver(look);
  theme.observe(document.documentElement, { attributes: true });
  const queries = [motion, '(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
    window.matchMedia(query),
  );
  for (const query of queries) query.addEventListener('change', look);
  // Zoom is told of as a change of the window's size.
  window.addEventListener('resize', look);
  return () => {
    sizes.disconnect();
    theme.disconnect();
    for (const query of queries) query.removeEventListener('change', look);
    window.removeEventListener('resize', look);
  };
}
