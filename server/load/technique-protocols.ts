import { dialects } from '@/lib/techniques/dialects';
import type { Speak } from './client';

/** What the load clients of our own techniques speak, by the technique's id. */
export const techniqueProtocols: ReadonlyMap<string, Speak> = new Map(
  Object.entries(dialects).map(([id, dialect]) => [id, (connection) => dialect.bareClient(connection)]),
);
