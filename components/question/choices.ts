import type { Question } from '@/lib/questions/questions';
import { type TechniqueId, techniques } from '@/lib/techniques';

/** Something that can be expected; of a lane, its id is the technique's. */
export interface Choice {
  id: string;
  label: string;
}

const NO_DIFFERENCE = 'no difference';

/** What can be guessed of a question. @param on the techniques that run */
export function choicesOf({ guess: { options } }: Question, on: readonly TechniqueId[]): readonly Choice[] {
  if (options !== 'lanes') return options.map((label) => ({ id: label, label }));
  const lanes = techniques.filter(({ id }) => on.includes(id)).map(({ id, name }) => ({ id, label: name }));
  return [...lanes, { id: NO_DIFFERENCE, label: NO_DIFFERENCE }];
}
