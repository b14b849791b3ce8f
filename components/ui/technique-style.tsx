import type { CSSProperties } from 'react';
import { type TechniqueId, techniques } from '@/lib/techniques';

/** The colour of each technique as a custom property that follows the theme. */
export const techniqueColors = Object.fromEntries(
  techniques.map(({ id, color }) => [`--${id}`, `light-dark(${color.light}, ${color.dark})`]),
) as CSSProperties;

export const colorOf = (id: TechniqueId) => `var(--${id})`;

/** A piece of the technique's line, as in the charts. */
export function TechniqueMark({ id }: { id: TechniqueId }) {
  const dash = techniques.find((technique) => technique.id === id)?.dash;
  return (
    <svg width="26" height="8" viewBox="0 0 26 8" aria-hidden="true" className="shrink-0">
      <line x1="1" x2="25" y1="4" y2="4" stroke={colorOf(id)} strokeWidth="3" strokeDasharray={dash} />
    </svg>
  );
}
