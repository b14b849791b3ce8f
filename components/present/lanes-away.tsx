import { TechniqueMark } from '@/components/ui/technique-style';
import { nameOf, type TechniqueId } from '@/lib/techniques';
import { Key } from './key';
import { laneKeys } from './present-keys';

/** The lanes that there is no room for, each with the key that brings it; nothing where all are shown. */
export function LanesAway(props: {
  on: readonly TechniqueId[];
  shown: readonly TechniqueId[];
  onBring: (id: TechniqueId) => void;
}) {
  const { on, shown, onBring } = props;
  if (on.length === shown.length) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3.5 py-1.5 text-small">
      <span className="text-muted">Not shown; a key brings each:</span>
      {on.map(
        (id, index) =>
          !shown.includes(id) && (
            <button
              key={id}
              type="button"
              onClick={() => onBring(id)}
              className="inline-flex min-h-6 cursor-pointer items-center gap-1.5 font-semibold whitespace-nowrap"
              style={{ color: `var(--${id})` }}
            >
              <Key>{laneKeys[index]}</Key>
              <TechniqueMark id={id} />
              {nameOf(id)}
            </button>
          ),
      )}
    </div>
  );
}
