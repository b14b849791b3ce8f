import * as z from 'zod';

/** A number on the command line. @param standard where it is not given */
export const numberOption = (standard: number, min: number, max: number) =>
  z.coerce
    .number({ error: `must be a number, ${min} to ${max}` })
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` })
    .default(standard);
