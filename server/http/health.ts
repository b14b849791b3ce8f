import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from '../limits/errors';

/** What there is to say to those who look after the process. */
export type Health = 'ok' | 'starting' | 'stopping';

/** Answers `/healthz` and `/readyz`: 200 where all is well, and 503 otherwise. @throws HttpError 405 */
export function answerHealth(request: IncomingMessage, response: ServerResponse, status: Health): void {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new HttpError(405, 'method_not_allowed', 'Only GET and HEAD are allowed here.', {
      Allow: 'GET, HEAD',
    });
  const body = `${JSON.stringify({ status })}\n`;
  response
    .writeHead(status === 'ok' ? 200 : 503, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'Content-Length': body.length,
    })
    .end(body);
}
