import * as z from 'zod';
import { explain, HttpError } from '../../limits/errors';

/** A whole number in a query string. */
const whole = (what: string, max: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, { error: `must be ${what}` })
    .transform(Number)
    .refine((value) => value <= max, { error: `must be at most ${max}` });

/** A cursor: the last `seq` that the client has seen. */
export const cursorSchema = whole('a whole number, the last seq you have seen (0 for none)', 2 ** 31 - 1);

/** A number of seconds within bounds. */
export const secondsSchema = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,5}(\.\d{1,3})?$/, { error: `must be a number of seconds, ${min} to ${max}` })
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: `must be ${min} to ${max} seconds` });

/**
 * A check of the part of an address behind the question mark. Clients that wait for the same tick ask the same, one
 * after the other, so the last answer is remembered.
 *
 * @returns gives what the schema makes of a query; throws HttpError 400 where it is not allowed
 */
export function queryCheck(schema: z.ZodType): (query: string) => unknown {
  let last: { query: string; checked: unknown } | undefined;
  return (query) => {
    if (last?.query !== query) last = { query, checked: check(schema, query) };
    return last.checked;
  };
}

function check(schema: z.ZodType, query: string): unknown {
  const given = new Map<string, string>();
  let twice: string | undefined;
  for (const [name, value] of new URLSearchParams(query)) {
    if (given.has(name)) twice ??= name;
    given.set(name, value);
  }
  if (twice !== undefined) throw new HttpError(400, 'bad_query', `${twice}: is given more than once`);
  const result = schema.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  throw new HttpError(400, 'bad_query', explain(result.error));
}
