'use client';

import type { KeyboardEvent } from 'react';
import { colorOf, TechniqueMark } from '@/components/ui/technique-style';
import { type TechniqueId, techniques } from '@/lib/techniques';

/** How far a key goes, from one tab to another. */
const steps: Readonly<Record<string, (at: number) => number>> = {
  ArrowLeft: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  Home: () => 0,
  End: () => -1,
};

/** A tab for each technique; `<base>-tab-<id>` and `<base>-panel-<id>` are the ids of tabs and panels. */
export function TechniqueTabs(props: {
  base: string;
  shown: TechniqueId;
  onChange: (id: TechniqueId) => void;
}) {
  const { base, shown, onChange } = props;
  const tabId = (id: TechniqueId) => `${base}-tab-${id}`;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = step(techniques.findIndex(({ id }) => id === shown));
    const next = techniques.at(at % techniques.length);
    if (!next) return;
    event.preventDefault();
    onChange(next.id);
    document.getElementById(tabId(next.id))?.focus();
  };

  return (
    <div role="tablist" aria-label="Technique" className="flex flex-wrap gap-x-1 border-b border-line">
      {techniques.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={tabId(id)}
          aria-selected={id === shown}
          aria-controls={`${base}-panel-${id}`}
          // Tab enters and leaves the row; the arrow keys go along it.
          tabIndex={id === shown ? 0 : -1}
          onClick={() => onChange(id)}
          onKeyDown={onKeyDown}
          style={{ borderColor: id === shown ? colorOf(id) : 'transparent' }}
          className="-mb-px flex cursor-pointer items-center gap-1.5 border-b-3 px-2 py-1 whitespace-nowrap text-muted -outline-offset-2 aria-selected:font-semibold aria-selected:text-ink"
        >
          <TechniqueMark id={id} />
          {name}
        </button>
      ))}
    </div>
  );
}
