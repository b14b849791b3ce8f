import * as z from 'zod/mini';

const doneSchema = z.object({
  /** The label that was chosen; null where nothing was. */
  expected: z.nullable(z.string()),
  /** The label that was measured; null where it was none of them. */
  measured: z.nullable(z.string()),
});

/** What came of a lesson. */
export type Done = z.infer<typeof doneSchema>;

/** The lessons that were done, by their ids. */
export type LessonProgress = Readonly<Record<string, Done>>;

const schema = z.record(z.string(), doneSchema);

/** Reads what was kept. What cannot be read is no progress. */
export function parseProgress(text: string | null): LessonProgress {
  try {
    const result = z.safeParse(schema, JSON.parse(text ?? '{}'));
    return result.success ? result.data : {};
  } catch {
    return {};
  }
}
