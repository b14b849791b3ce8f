import * as z from 'zod/mini';

/** At most so many texts go up in one exchange; the others go in the next. */
export const MOST_TEXTS = 50;

/** What the browser posts: what it has to say, once every so often, and at once when there is something. */
export const questionSchema = z.strictObject({
  /** Which connection this belongs to, as the server has named it; null begins one. */
  session: z.nullable(z.string().check(z.regex(/^[\w-]{22}$/))),
  /** The exchanges of a connection count from 0, so that one that a browser repeats is known. */
  number: z.int().check(z.minimum(0)),
  texts: z.array(z.string()).check(z.maxLength(MOST_TEXTS)),
  /** Whether the connection ends with this. */
  ends: z.boolean(),
});
export type Question = z.infer<typeof questionSchema>;

/** What it is answered: all that the server had to say. */
export const answerSchema = z.object({
  session: z.string(),
  texts: z.array(z.string()),
  /** Why the server has ended the connection; null while it stands. */
  closed: z.nullable(z.string()),
});
export type Answer = z.infer<typeof answerSchema>;
