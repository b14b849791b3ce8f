// The server in a process of its own, as it starts: it reads its settings from the environment, tells its parent its
// port, and has its page ready when the parent says anything. The page itself is one word.
import { once } from 'node:events';
import { start } from '../main';

void start(async ({ port }) => {
  process.send?.(port);
  await once(process, 'message');
  process.disconnect();
  return {
    request: (_request, response) => response.end('page'),
    upgrade: (_request, socket) => socket.destroy(),
  };
});
