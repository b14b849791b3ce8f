import { createServer } from 'node:http';
import next from 'next';
import type { PageHandler } from './router';

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
  return {
    request: (request, response) => void handle(request, response),
    upgrade: (request, socket, head) => {
      if (!upgrades.emit('upgrade', request, socket, head)) socket.destroy();
    },
  };
}
