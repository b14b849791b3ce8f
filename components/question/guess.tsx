import { colorOf, TechniqueMark } from '@/components/ui/technique-style';
import { formatClock } from '@/lib/figures/format';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { choicesOf } from './choices';
import type { Asked } from './use-asked';

/** What one expects, in one tap: it can be changed until the answer is shown, and need not be made. */
export function Guess({ asked, lanes }: { asked: Asked; lanes: readonly TechniqueId[] }) {
  const { asks } = asked.question.guess;
  const choices = choicesOf(asked.question, lanes);
  return (
    <fieldset className="min-w-0">
      <legend className="flex w-full flex-wrap items-baseline gap-x-2.5 border-b border-line pb-1.5">
        <span className="text-[1.07rem] font-[650] text-ink">What do you expect: {asks}</span>
        <span className="text-[.857rem] text-muted">optional, one tap</span>
      </legend>
      <div className="flex flex-wrap gap-2 pt-2.5">
        {choices.map(({ id: choice }) => (
          <label
            key={choice}
            className="chip relative inline-flex min-h-8 cursor-pointer items-center gap-2 rounded-full border border-strong bg-card px-3.5 font-medium text-ink hover:bg-sunken has-checked:border-ink has-checked:bg-sunken has-checked:shadow-[inset_0_0_0_1px_var(--color-ink)] has-focus-visible:outline-2 has-focus-visible:outline-offset-2 max-sm:min-h-11"
          >
            <input
              type="radio"
              name="guess"
              className="absolute inset-0 cursor-pointer opacity-0"
              checked={asked.guess?.choice === choice}
              onChange={() => asked.guessed(choice)}
            />
            <Choice choice={choice} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** What was guessed, and when. */
export function GuessMade({ asked: { guess, isAnswered } }: { asked: Asked }) {
  if (!guess) return null;
  return (
    <p className="flex flex-wrap items-center gap-2">
      <span className="text-muted">Your guess:</span>
      <span className="inline-flex items-center gap-2 font-semibold">
        <Choice choice={guess.choice} colored />
      </span>
      <span className="rounded-full bg-sunken px-2 text-[.857rem] leading-5 text-muted">
        made at {formatClock(guess.at)}
        {isAnswered && ', locked'}
      </span>
    </p>
  );
}

function Choice({ choice, colored = false }: { choice: string; colored?: boolean }) {
  const technique = techniques.find(({ id }) => id === choice);
  if (!technique) return <span>{choice}</span>;
  return (
    <>
      <TechniqueMark id={technique.id} />
      <span style={colored ? { color: colorOf(technique.id) } : undefined}>{technique.name}</span>
    </>
  );
}
