import type { ReactNode } from 'react';

/** The classes of a chip, which is dark where it is pressed. */
export const chipClass =
  'inline-flex min-h-8 cursor-pointer items-center gap-1.5 rounded-full border border-strong bg-card px-3 font-medium whitespace-nowrap hover:bg-sunken aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-card forced-colors:aria-pressed:bg-[Highlight] max-sm:min-h-11';

/** What can be chosen, as a row of chips. */
export function Chips<T extends string>(props: {
  label: string;
  chosen: T | null;
  options: readonly { value: T; words: ReactNode; count?: number }[];
  onChoose: (value: T) => void;
}) {
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-2">
      <legend className="sr-only">{props.label}</legend>
      {props.options.map(({ value, words, count }) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === props.chosen}
          onClick={() => props.onChoose(value)}
          className={chipClass}
        >
          <span>{words}</span>
          {count !== undefined && <span className="font-normal opacity-80">{count}</span>}
        </button>
      ))}
    </fieldset>
  );
}
