import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { HttpError } from '../errors';

/**
 * A site can let its own name point to this computer and so have its pages pass for ours (DNS rebinding). An address
 * in figures cannot be made to point elsewhere, and nor can this computer's own names; others have to be allowed.
 *
 * @param allowed origins that were allowed by a setting
 * @throws HttpError 421 where the request was meant for another name
 */
export function checkHost({ headers }: IncomingMessage, allowed: readonly string[]): void {
  const { host } = headers;
  if (host === undefined) return;
  const name = host
    .replace(/:\d*$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  const own = hostname().toLowerCase();
  const isOurs =
    isIP(name) > 0 ||
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === own ||
    name === `${own}.local` ||
    allowed.some((origin) => new URL(origin).host === host.toLowerCase());
  if (isOurs) return;
  throw new HttpError(
    421,
    'foreign_host',
    'This server goes by localhost, its address or its own name. For another name, set ALLOWED_ORIGINS.',
  );
}
