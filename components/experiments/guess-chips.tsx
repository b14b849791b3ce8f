import { Chips } from '@/components/learn/claims/chips';
import type { Experiment } from '@/lib/learn/experiment';

/** What is expected, in one tap, before it is run; nothing where the experiment does not ask. */
export function GuessChips(props: {
  experiment: Experiment;
  chosen: string;
  onChoose: (choice: string) => void;
}) {
  const { experiment, chosen, onChoose } = props;
  if (!experiment.guess) return null;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <span aria-hidden="true" className="text-muted">
        Your guess:
      </span>
      <Chips
        label="Your guess"
        chosen={chosen}
        options={experiment.guess.map((value) => ({ value, words: value }))}
        onChoose={onChoose}
      />
    </div>
  );
}

/** What was expected beside what was measured; which of them is right is for the reader to see. */
export function Expected({ guess, measured }: { guess: string; measured: string }) {
  if (guess === '') return null;
  return (
    <p data-expected={guess} className="mb-1 text-note">
      You expected <b className="font-semibold">{guess}</b> <span className="text-muted">· measured</span>{' '}
      {measured}
    </p>
  );
}
