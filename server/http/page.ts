import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError, refuse } from '../limits/errors';
import { acceptsEncoding } from './accept-encoding';
import { type PageFile, readPage, type Variant } from './page-files';
import type { PageHandler } from './router';
import { inlineScripts, securityHeaders } from './security-headers';
import { targetOf } from './target';

/**
 * The page as it was built: a folder of files, each sent in the smallest form that the client takes.
 *
 * @param folder what `npm run build` has made; it is read once, and may change or go afterwards
 */
export function builtPage(folder: string): PageHandler {
  const files = readPage(folder);
  const documents = [...files.values()].filter(({ type }) => type.startsWith('text/html'));
  const common = securityHeaders(inlineScripts(documents.map(({ identity }) => identity.body.toString())));
  const missing = files.get('/404.html');

  return {
    request: (request, response) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        refuse(request, response, notAllowed());
        return;
      }
      const file = find(files, targetOf(request).path);
      for (const [name, value] of Object.entries(common)) response.setHeader(name, value);
      if (file) send(file, request, response);
      else if (missing) send(missing, request, response, 404);
      else refuse(request, response, new HttpError(404, 'not_found', 'There is no such page.'));
    },
    upgrade: (_request, socket) => socket.destroy(),
  };
}

/** A path names a file as it is, or a page without the ending of its file. */
function find(files: ReadonlyMap<string, PageFile>, path: string): PageFile | undefined {
  return files.get(path) ?? files.get(path.endsWith('/') ? `${path}index.html` : `${path}.html`);
}

function send(file: PageFile, request: IncomingMessage, response: ServerResponse, status = 200): void {
  const { encoding, body, etag } = variantFor(file, request);
  response.setHeader('Cache-Control', file.cacheControl);
  response.setHeader('ETag', etag);
  response.setHeader('Vary', 'Accept-Encoding');
  if (status === 200 && isKnown(request.headers['if-none-match'], etag)) {
    response.writeHead(304).end();
    return;
  }
  if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
  response.writeHead(status, { 'Content-Type': file.type, 'Content-Length': body.length }).end(body);
}

function variantFor({ identity, compressed }: PageFile, { headers }: IncomingMessage): Variant {
  const accepted = headers['accept-encoding'] ?? '';
  return compressed.find(({ encoding }) => acceptsEncoding(accepted, encoding)) ?? identity;
}

/** @param list the tags that the client has, as If-None-Match gives them */
function isKnown(list: string | undefined, etag: string): boolean {
  return (list ?? '').split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}

function notAllowed(): HttpError {
  return new HttpError(405, 'method_not_allowed', 'Only GET and HEAD are allowed here.', {
    Allow: 'GET, HEAD',
  });
}
