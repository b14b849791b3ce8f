import { useState } from 'react';
import type { PageRun } from '@/components/run/page-run';
import { useStore } from '@/components/ui/use-store';
import { type Question, questions } from '@/lib/questions/questions';
import { matchingPreset, type NamedPreset, nearestPreset, presets } from '@/lib/scenario/presets';

/** What somebody expects: a technique's id, or a phrase. */
export interface MadeGuess {
  choice: string;
  /** When it was made, s of the run. */
  at: number;
}

/** What the page asks, and what has been guessed. */
export interface Asked {
  preset: NamedPreset;
  question: Question;
  /** Whether settings were changed since. */
  isChanged: boolean;
  guess: MadeGuess | null;
  guessed(choice: string): void;
  /** Whether an answer has been shown: then it is too late for a guess. */
  isAnswered: boolean;
  answered(): void;
}

/** The question that a run is about, with the guess at its answer; another question begins without one. */
export function useAsked(run: PageRun): Asked {
  const { scenario } = useStore(run.setup);
  const [{ preset, guess, isAnswered }, setAsked] = useState<Guessing>(() => begin(presets[0]));
  const nearest = nearestPreset(scenario, preset);
  if (nearest !== preset) setAsked(begin(nearest));
  return {
    preset,
    question: questions[preset.name],
    isChanged: matchingPreset(scenario) === undefined,
    guess,
    guessed(choice) {
      const at = run.snapshot.get()?.elapsed ?? 0;
      setAsked((asked) => (asked.isAnswered ? asked : { ...asked, guess: { choice, at } }));
    },
    isAnswered,
    answered: () => setAsked((asked) => (asked.isAnswered ? asked : { ...asked, isAnswered: true })),
  };
}

type Guessing = Pick<Asked, 'preset' | 'guess' | 'isAnswered'>;

function begin(preset: NamedPreset): Guessing {
  return { preset, guess: null, isAnswered: false };
}
