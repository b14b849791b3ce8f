import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { lookup } from 'mrmime';

/**
 * Serves a folder as any host of static files does: a file as it is, and of a folder its `index.html`. It adds no header but
 * the type.
 */
export async function serveFiles(folder: string): Promise<{ origin: string; stop(): Promise<void> }> {
  const server = createServer(async ({ url = '/' }, response) => {
    const path = decodeURI(new URL(url, 'http://localhost').pathname);
    const file = path.endsWith('/') ? `${path}index.html` : path;
    const answers = [
      { status: 200, file },
      { status: 200, file: `${file}/index.html` },
      { status: 404, file: '404.html' },
    ];
    for (const answer of answers) {
      const body = await readFile(join(folder, answer.file)).catch(() => null);
      if (!body) continue;
      response.writeHead(answer.status, { 'Content-Type': lookup(answer.file) ?? '' }).end(body);
      return;
    }
    response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
