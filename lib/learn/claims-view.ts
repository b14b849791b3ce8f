import * as z from 'zod/mini';
import { wholeWithin } from '@/lib/schema/number';
import { queryForm } from '@/lib/schema/query';
import { type Claim, groupIds, verdicts } from './claim';

/** What of the claims is shown: all that the address of their page says. */
export const claimsViewSchema = z.object({
  /** The number of the one that is open; 0 is none. */
  claim: wholeWithin(0, 9999),
  verdict: z.enum(['any', ...verdicts]),
  group: z.enum(['any', ...groupIds]),
  /** Words that all have to be in it. */
  find: z.string().check(z.maxLength(80), z.describe('at most 80 characters')),
  /** Whether verdicts are shown before one has guessed. */
  show: z.boolean(),
});
export type ClaimsView = z.infer<typeof claimsViewSchema>;

export const defaultClaimsView: ClaimsView = {
  claim: 0,
  verdict: 'any',
  group: 'any',
  find: '',
  show: false,
};

export const claimsForm = queryForm(claimsViewSchema, defaultClaimsView);

/** The claims that are looked for, but for their verdict. */
export function foundOf(claims: readonly Claim[], { group, find }: ClaimsView): Claim[] {
  const wanted = find.toLowerCase().split(/\s+/).filter(Boolean);
  return claims.filter((one) => {
    const text = `${one.number} ${one.claim} ${one.correct}`.toLowerCase();
    return (group === 'any' || one.group === group) && wanted.every((word) => text.includes(word));
  });
}
