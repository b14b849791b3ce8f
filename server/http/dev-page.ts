import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import next from 'next';
import { HttpError } from '../limits/errors';
import type { PageHandler } from './router';
import { documentHeaders, securityHeaders } from './security-headers';

/** The page while it is developed: made by Next as it is asked for, and anew when its source changes. */
export async function devPage(address: { hostname: string; port: number }): Promise<PageHandler> {
  // Next attaches itself to the upgrades of the server it is given. This one never listens: it is handed the
  // upgrades that are meant for Next, and no other.
  const upgrades = createServer();
  const app = next({ ...address, dev: true, httpServer: upgrades });
  await app.prepare();
  const handle = app.getRequestHandler();
  // Next's scripts change all the time here, and some are made of text: all are allowed.
  const headers = Object.entries({
    ...securityHeaders([`'unsafe-inline'`, `'unsafe-eval'`], ['blob:']),
    ...documentHeaders,
  });
  return {
    request: (request, response) => {
      if (!(request instanceof IncomingMessage && response instanceof ServerResponse))
        throw new HttpError(
          505,
          'not_developed',
          'While it is developed, the page is there over HTTP/1.1 alone.',
        );
      for (const [name, value] of headers) response.setHeader(name, value);
      void handle(request, response);
    },
    upgrade: (request, socket, head, ignore) => {
      if (!upgrades.emit('upgrade', request, socket, head)) ignore();
    },
  };
}
