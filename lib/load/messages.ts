import { z } from 'zod';
import type { LoadProgress, LoadResult } from './result';
import { loadSchema } from './settings';

/** The address of the load lab's WebSocket. */
export const LOAD_PATH = '/api/load';

/** At most so many measurements are asked for at once. */
export const MOST_LOADS = 200;

/** What the page may say on the load lab's WebSocket. One job runs at a time on a server. */
export const loadCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('start'), loads: z.array(loadSchema).min(1).max(MOST_LOADS) }),
  z.strictObject({ type: z.literal('stop') }),
]);

export type LoadCommand = z.infer<typeof loadCommandSchema>;

/** What the server says there. Each load of a job brings `progress` messages and then its `result`; then comes `end`. */
export type LoadMessage =
  /** First of all: `runs` tells whether a job runs just now, perhaps another page's. */
  | { type: 'hello'; runs: boolean; machine: { cpus: number; cpu: string; memory: number; node: string } }
  | { type: 'progress'; index: number; progress: LoadProgress }
  | { type: 'result'; index: number; result: LoadResult }
  | { type: 'end'; reason: 'done' | 'stopped' | 'failed'; message?: string }
  /** A command that was refused: `bad_command`, `busy`. */
  | { type: 'error'; code: string; message: string };
