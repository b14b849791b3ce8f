import type { IncomingHttpHeaders } from 'node:http';
import { HttpError } from './errors';

/**
 * A page of another site may open a WebSocket to this server with the visitor's own rights; browsers leave it to
 * the server to refuse (RFC 6455, section 10.2). Programs that are no browsers send no `Origin` and may pass.
 *
 * @throws HttpError 403 where the page is not one of ours
 */
export function checkOrigin({ headers }: { headers: IncomingHttpHeaders }, allowed: readonly string[]): void {
  const { origin, host } = headers;
  if (origin === undefined || origin === `http://${host}` || origin === `https://${host}`) return;
  if (allowed.includes(origin)) return;
  throw new HttpError(
    403,
    'foreign_origin',
    `Pages of ${origin} may not connect here, only those of this server. For others, set ALLOWED_ORIGINS.`,
  );
}
