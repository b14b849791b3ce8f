import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Target } from '../carrier/carrier';
import { HttpError } from '../limits/errors';

/** Headers by which proxies say that they are between: the client is elsewhere, even where the connection is not. */
const PROXIED = /^(forwarded|via|x-forwarded-.*|x-real-ip)$/;

const LOOPBACK = /^(::ffff:)?127\.|^::1$/;

/**
 * The load lab takes all of the machine for itself, so it is for who sits at it, and for those who were given its token.
 *
 * @param token the one that is right; without one it is closed to others
 * @throws HttpError 403
 */
export function checkLoadAccess(
  request: IncomingMessage,
  { query }: Target,
  token: string | undefined,
): void {
  const isLocal = LOOPBACK.test(request.socket.remoteAddress ?? '');
  if (isLocal && !Object.keys(request.headers).some((name) => PROXIED.test(name))) return;
  const given = new URLSearchParams(query).get('token');
  if (token !== undefined && given !== null && isSame(token, given)) return;
  throw new HttpError(
    403,
    'load_not_allowed',
    'Load is measured from the machine itself, at its loopback address. ' +
      'To allow others, set LOAD_TOKEN on the server and give it as ?token=.',
  );
}

/** Compares without telling by the time it takes how much was right. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
