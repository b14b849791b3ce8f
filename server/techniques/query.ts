import { z } from 'zod';

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
