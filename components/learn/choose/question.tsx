import type { QuestionId } from '@/lib/learn/choose/answers';
import type { ChooseText } from '@/lib/learn/choose/text';

const UNKNOWN = 'unknown';

/** A question with its answers as chips; none is chosen where it is not known. */
export function Question(props: {
  id: QuestionId;
  words: ChooseText['questions'][QuestionId];
  answer: string;
  onAnswer: (answer: string) => void;
}) {
  const { id, words, answer, onAnswer } = props;
  const isKnown = answer !== UNKNOWN;
  return (
    <fieldset
      className={`relative min-w-0 border-t border-line py-4 print:break-inside-avoid print:py-2 ${isKnown ? '' : 'print:hidden'}`}
    >
      <legend className="float-left mb-2.5 w-full pr-20 font-semibold">{words.ask}</legend>
      <div className="clear-both flex flex-wrap gap-2">
        {Object.entries(words.answers).map(([value, label]) => (
          <label
            key={value}
            className="relative inline-flex min-h-8 cursor-pointer items-center rounded-full border border-strong bg-card px-3 py-1 font-medium hover:bg-sunken has-checked:border-ink has-checked:bg-ink has-checked:text-card has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus max-sm:min-h-11 forced-colors:has-checked:bg-[Highlight] print:not-has-checked:hidden print:has-checked:bg-transparent print:has-checked:text-ink"
          >
            <input
              type="radio"
              name={id}
              value={value}
              checked={answer === value}
              onChange={() => onAnswer(value)}
              className="absolute inset-0 size-full cursor-pointer appearance-none rounded-full outline-none"
            />
            {label}
          </label>
        ))}
        {isKnown && (
          <button
            type="button"
            aria-label={`Not known: ${words.ask}`}
            onClick={({ currentTarget }) => {
              // The button goes away with the answer; who is at the keyboard stays at the question.
              currentTarget.closest('fieldset')?.querySelector('input')?.focus();
              onAnswer(UNKNOWN);
            }}
            className="absolute top-2 right-0 min-h-8 cursor-pointer px-1.5 text-small text-muted underline underline-offset-3 max-sm:top-0.5 max-sm:min-h-11 print:hidden"
          >
            Not known
          </button>
        )}
      </div>
    </fieldset>
  );
}
