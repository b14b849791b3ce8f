import * as z from 'zod/mini';

/** When and on what a run was recorded. */
export const madeSchema = z.object({
  date: z.iso.datetime(),
  /** Browser, system and processor cores, in words. */
  machine: z.string(),
});
export type Made = z.infer<typeof madeSchema>;

/** The same as a part of a sentence. */
export function madeInWords({ date, machine }: Made): string {
  return `recorded on ${date.slice(0, 16).replace('T', ' at ')} UTC on ${machine}`;
}
