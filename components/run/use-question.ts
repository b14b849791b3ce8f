import { useState } from 'react';
import { useStore } from '@/components/ui/use-store';
import { matchingPreset, type NamedPreset, presets, settingsOf } from '@/lib/scenario/presets';
import type { PageRun } from './page-run';

/** The question that is asked, and how to ask another. */
export interface AskedQuestion {
  preset: NamedPreset;
  /** Which it is, from 0. */
  index: number;
  /** Whether a setting differs from those of the question. */
  isChanged: boolean;
  /** Begins a new run with the settings of another question. */
  ask(preset: NamedPreset): void;
  /** To the next question, or the one before, round and round. */
  step(by: 1 | -1): void;
}

/** The question that the scenario belongs to: that whose settings it has, or the one from which it was changed. */
export function useQuestion(run: PageRun): AskedQuestion {
  const matching = matchingPreset(useStore(run.setup).scenario);
  const [asked, setAsked] = useState<NamedPreset>(matching ?? presets[0]);
  const preset = matching ?? asked;
  if (preset !== asked) setAsked(preset);
  const index = presets.indexOf(preset);
  const ask = (next: NamedPreset) => {
    setAsked(next);
    run.begin(settingsOf(next));
  };
  return {
    preset,
    index,
    isChanged: matching === undefined,
    ask,
    step(by) {
      const next = presets[(index + by + presets.length) % presets.length];
      if (next) ask(next);
    },
  };
}
