import { about as httpStreaming } from './http-streaming/about';
import { about as longPolling } from './long-polling/about';
import { about as shortPolling } from './short-polling/about';
import { about as socketIo } from './socket-io/about';
import { about as sse } from './sse/about';
import { about as websocket } from './websocket/about';

/** All techniques, in the order in which they are shown. */
export const techniques = [shortPolling, longPolling, sse, httpStreaming, websocket, socketIo] as const;

export type Technique = (typeof techniques)[number];
export type TechniqueId = Technique['id'];

/** A technique as it is shown: by its own name, or where one is to find out which it is, by another. */
export interface ShownTechnique {
  id: TechniqueId;
  name: string;
  summary: string;
  /** What the page calls it where it is not to be told by its id either. */
  alias?: string;
}

export const techniqueIds = techniques.map(({ id }) => id);

/** Those that have a lane where nobody has said which techniques to run. */
export const standardTechniqueIds: readonly TechniqueId[] = techniques
  .filter(({ isStandard }) => isStandard)
  .map(({ id }) => id);

/** @throws Error where there is no such technique */
export function techniqueOf(id: TechniqueId): Technique {
  const technique = techniques.find((entry) => entry.id === id);
  if (!technique) throw new Error(`there is no technique ${id}`);
  return technique;
}

export function nameOf(id: TechniqueId): string {
  return techniqueOf(id).name;
}
