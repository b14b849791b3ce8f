import * as z from 'zod/mini';

/**
 * Where a fact that is taught stands, or how it was found: `RFC 9112, section 9.3`, with an address where it can be read.
 * A fact without a source is not shown.
 */
export const sourceSchema = z.strictObject({
  title: z.string().check(z.minLength(3)),
  href: z.optional(z.url({ protocol: /^https$/ })),
});

export type Source = z.infer<typeof sourceSchema>;
