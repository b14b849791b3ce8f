import { PORTS_PATH, type Ports } from '@/lib/channel/ports';
import type { HttpRequest, HttpResponse } from '../carrier/carrier';
import { HttpError } from '../limits/errors';
import type { PageHandler } from './router';
import { targetOf } from './target';

/** Says at which ports the same page is. All else is the page's. */
export function withPorts(page: PageHandler, ports: () => Ports): PageHandler {
  return {
    request: (request, response) => {
      if (targetOf(request).path === PORTS_PATH) answer(request, response, ports());
      else page.request(request, response);
    },
    upgrade: page.upgrade,
  };
}

/** @throws HttpError 405 */
function answer({ method }: HttpRequest, response: HttpResponse, ports: Ports): void {
  if (method !== 'GET' && method !== 'HEAD')
    throw new HttpError(405, 'method_not_allowed', 'Only GET and HEAD are allowed here.', {
      Allow: 'GET, HEAD',
    });
  const body = `${JSON.stringify(ports)}\n`;
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'Content-Length': body.length,
  });
  response.end(body);
}
