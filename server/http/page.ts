import { createServer } from 'node:http';
import next from 'next';
import { HttpError, refuse } from '../limits/errors';
import type { PageHandler } from './router';
import { securityHeaders } from './security-headers';

/** The Next.js application, as a handler for whatever is not a technique or the control channel. */
export async function preparePage(options: {
  dev: boolean;
  hostname: string;
  port: number;
}): Promise<PageHandler> {
  // Next attaches itself to the upgrades of the server it is given. This one never listens: it is handed the
  // upgrades that are meant for Next, and no other.
  const upgrades = createServer();
  const app = next({ ...options, httpServer: upgrades });
  await app.prepare();
  const handle = app.getRequestHandler();
  const headers = Object.entries(securityHeaders(options.dev));
  return {
    request: (request, response) => {
      for (const [name, value] of headers) response.setHeader(name, value);
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      // While developing, Next's own tools talk to it by POST.
      if (isRead || options.dev) void handle(request, response);
      else {
        refuse(
          request,
          response,
          new HttpError(405, 'method_not_allowed', 'Only GET and HEAD are allowed here.', {
            Allow: 'GET, HEAD',
          }),
        );
      }
    },
    upgrade: (request, socket, head) => {
      if (!upgrades.emit('upgrade', request, socket, head)) socket.destroy();
    },
  };
}
