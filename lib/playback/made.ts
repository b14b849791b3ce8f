import * as z from 'zod/mini';

/** When and on what a run was recorded. */
export const madeSchema = z.object({
  /** As `Date` writes it. */
  date: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+Z$/)),
  /** Browser, system and processor cores, in words. */
  machine: z.string(),
});
export type Made = z.infer<typeof madeSchema>;

/** The same as a part of a sentence. */
export function madeInWords({ date, machine }: Made): string {
  return `recorded on ${date.slice(0, 16).replace('T', ' at ')} UTC on ${machine}`;
}
