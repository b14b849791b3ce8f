import * as z from 'zod/mini';

const doneSchema = z.object({
  /** The label that was chosen; null where nothing was. */
  expected: z.nullable(z.string()),
  /** The label that was measured; null where it was none of them. */
  measured: z.nullable(z.string()),
});

const lockedSchema = z.strictObject({ expected: z.string() });

/** What came of a lesson. */
export type Done = z.infer<typeof doneSchema>;

/** The guess that was locked in a lesson that has not been run to its end yet. */
export type Locked = z.infer<typeof lockedSchema>;

/** The lessons that were begun, by their ids. */
export type LessonProgress = Readonly<Record<string, Done | Locked>>;

const schema = z.record(z.string(), z.union([doneSchema, lockedSchema]));

/** Reads what was kept. What cannot be read is no progress. */
export function parseProgress(text: string | null): LessonProgress {
  try {
    const result = z.safeParse(schema, JSON.parse(text ?? '{}'));
    return result.success ? result.data : {};
  } catch {
    return {};
  }
}

/** What came of a lesson; undefined where it has not been run to its end. */
export function doneIn(progress: LessonProgress, id: string): Done | undefined {
  const state = progress[id];
  return state && 'measured' in state ? state : undefined;
}

/** What is expected in a lesson that is still to be run to its end; undefined where there is no such guess. */
export function lockedIn(progress: LessonProgress, id: string): string | undefined {
  const state = progress[id];
  return state && !('measured' in state) ? state.expected : undefined;
}

/** The lesson to go on with: one with a guess that is still to be run, or else the first that is not done. */
export function nextOf(ids: readonly string[], progress: LessonProgress): string | undefined {
  return ids.find((id) => lockedIn(progress, id) !== undefined) ?? ids.find((id) => !doneIn(progress, id));
}
