import { createHash, randomBytes } from 'node:crypto';

/** Bytes that nobody can guess. */
const SECRET_BYTES = 24;

/** Characters of a name, 6 bits each: short, for every request carries it, and too many to find a second secret for. */
const NAME_LENGTH = 16;

/** What gives the right to a market: its page alone is told. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/**
 * The public name of the market that a secret gives the right to. Markets are looked up by it, so secrets are neither
 * stored nor compared, and the time that it takes tells nothing of them.
 */
export function marketOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url').slice(0, NAME_LENGTH);
}
