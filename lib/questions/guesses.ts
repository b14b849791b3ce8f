import type { PresetName } from '@/lib/scenario/presets';
import { nameOf, type TechniqueId, techniqueIds } from '@/lib/techniques';
import { questions } from './questions';

/** Something that can be expected of a question; of a lane, its id is the technique's. */
export interface Guess {
  id: string;
  label: string;
}

/** What can be guessed of a question. @param on the techniques that run */
export function guessesOf(name: PresetName, on: readonly TechniqueId[]): Guess[] {
  const { options } = questions[name].guess;
  if (options !== 'lanes') return options.map((label) => ({ id: label, label }));
  const lanes = techniqueIds.filter((id) => on.includes(id)).map((id) => ({ id, label: nameOf(id) }));
  return [...lanes, { id: 'none', label: 'no difference' }];
}
