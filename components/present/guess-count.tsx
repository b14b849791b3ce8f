import type { Choice } from '@/components/question/choices';
import { Key } from './key';
import { guessKeys } from './present-keys';

/** How many of a class expect what, counted by key presses: one for each raised hand. */
export function GuessCount(props: { options: readonly Choice[]; guesses: readonly string[] }) {
  const { options, guesses } = props;
  return (
    <div className="text-right text-note" aria-live="polite">
      <p className="text-muted">
        {guesses.length === 0
          ? 'Raise your hand for one; each press counts'
          : `${guesses.length} have guessed`}
      </p>
      <ul className="mt-1 flex flex-wrap justify-end gap-x-4 gap-y-1 font-semibold">
        {options.map(({ id, label }, index) => (
          <li
            key={id}
            className="flex items-center gap-1.5 whitespace-nowrap"
            style={{ color: `var(--${id}, inherit)` }}
          >
            <Key>{guessKeys[index]}</Key>
            {label}
            <span className="min-w-[2ch] text-left">
              {guesses.filter((guess) => guess === id).length || ''}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
