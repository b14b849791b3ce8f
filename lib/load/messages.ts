import * as z from 'zod/mini';
import { errorSchema } from '@/lib/channel/messages';
import { loadProgressSchema, loadResultSchema, machineSchema, unmeasuredSchema } from './result-schema';
import { loadSchema } from './settings';

/** The address of the load lab's channel. */
export const LOAD_PATH = '/api/load';

/** At most so many measurements are asked for at once. */
export const MOST_LOADS = 200;

/** What the page may say on the load lab's channel. One job runs at a time on a server. */
export const loadCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('start'),
    loads: z.array(loadSchema).check(z.minLength(1), z.maxLength(MOST_LOADS)),
  }),
  z.strictObject({ type: z.literal('stop') }),
  /** The token, for whoever the server has answered by `locked`. */
  z.strictObject({ type: z.literal('unlock'), token: z.string().check(z.maxLength(1000)) }),
]);

export type LoadCommand = z.infer<typeof loadCommandSchema>;

const index = z.int().check(z.minimum(0));

/** What the server says there. Each load of a job brings `progress` messages and then its `result`, or `unmeasured`; then comes `end`. */
export const loadMessageSchema = z.discriminatedUnion('type', [
  /** First of all, to who is not on the server's machine: nothing is measured before the right token has come. */
  z.object({ type: z.literal('locked'), message: z.string() }),
  /** First of all, or when the token was right: `runs` tells whether a job runs just now, perhaps another page's. */
  z.object({ type: z.literal('hello'), runs: z.boolean(), machine: machineSchema }),
  z.object({ type: z.literal('progress'), index, progress: loadProgressSchema }),
  z.object({ type: z.literal('result'), index, result: loadResultSchema }),
  /** The load could not be started, not even at the second attempt; the job goes on. */
  z.object({ type: z.literal('unmeasured'), index, outcome: unmeasuredSchema }),
  z.object({
    type: z.literal('end'),
    reason: z.enum(['done', 'stopped', 'failed']),
    message: z.optional(z.string()),
  }),
  /** A command that was refused: `bad_command`, `busy`; `wrong_token`, `too_many_guesses`. */
  errorSchema,
]);

export type LoadMessage = z.infer<typeof loadMessageSchema>;

/** What travels on the load lab's channel. */
export const loadMessages = { up: loadCommandSchema, down: loadMessageSchema };
