import * as z from 'zod/mini';

/** A number, `min` to `max`. @param error said of every other value, in place of a general message */
export function numberWithin(min: number, max: number, error?: string) {
  return z.number(error).check(z.minimum(min, error), z.maximum(max, error), z.describe(`${min} to ${max}`));
}

/** A whole number, `min` to `max`. @param error said of every other value, in place of a general message */
export function wholeWithin(min: number, max: number, error?: string) {
  return z
    .int(error)
    .check(z.minimum(min, error), z.maximum(max, error), z.describe(`${min} to ${max}, whole`));
}
