import * as z from 'zod/mini';

/** How far somebody has got with one lesson. */
const lessonProgressSchema = z.object({
  /** The choice that was locked. */
  expected: z.string(),
  /** That which was measured, in the same words; null as long as the run is not over. */
  measured: z.nullable(z.string()),
});

const progressSchema = z.record(z.string(), lessonProgressSchema);

export type LessonProgress = z.infer<typeof lessonProgressSchema>;

/** By the id of the lesson. */
export type Progress = Readonly<Record<string, LessonProgress>>;

/** What was kept as text. What cannot be read counts as nothing. */
export function readProgress(text: string | null): Progress {
  if (text === null) return {};
  try {
    const result = z.safeParse(progressSchema, JSON.parse(text));
    return result.success ? result.data : {};
  } catch {
    return {};
  }
}

/** How many of these lessons are done, and which is going on. */
export function summaryOf(
  progress: Progress,
  ids: readonly string[],
): { done: number; current: string | null } {
  const isDone = (id: string) => typeof progress[id]?.measured === 'string';
  const begun = ids.find((id) => progress[id] && !isDone(id));
  const next = ids.find((id) => !isDone(id));
  return { done: ids.filter(isDone).length, current: begun ?? next ?? null };
}
