import type { HttpRequest, HttpResponse } from '../carrier/carrier';
import { HttpError } from '../limits/errors';
import type { PageHandler } from './router';
import { targetOf } from './target';

/** What there is to say to those who look after the process. */
export type Health = 'ok' | 'starting' | 'stopping';

/**
 * Answers `/healthz`, always with 200, and `/readyz`, with 503 where all is not well. All else is the page's.
 *
 * @param health at the moment
 */
export function withHealth(page: PageHandler, health: () => Health): PageHandler {
  return {
    request: (request, response) => {
      const { path } = targetOf(request);
      if (path === '/healthz') answer(request, response, 'ok');
      else if (path === '/readyz') answer(request, response, health());
      else page.request(request, response);
    },
    upgrade: page.upgrade,
  };
}

/** @throws HttpError 405 */
function answer(request: HttpRequest, response: HttpResponse, status: Health): void {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new HttpError(405, 'method_not_allowed', 'Only GET and HEAD are allowed here.', {
      Allow: 'GET, HEAD',
    });
  const body = `${JSON.stringify({ status })}\n`;
  response.writeHead(status === 'ok' ? 200 : 503, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'Content-Length': body.length,
  });
  response.end(body);
}
