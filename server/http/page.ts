import type { HttpRequest, HttpResponse } from '../carrier/carrier';
import { HttpError, refuse } from '../limits/errors';
import { acceptsEncoding } from './accept-encoding';
import { type PageFile, readPage, type Variant } from './page-files';
import type { PageHandler } from './router';
import { targetOf } from './target';

/**
 * The page as it was built: a folder of files, each sent in the smallest form that the client takes.
 *
 * @param folder what `npm run build` has made; it is read once, and may change or go afterwards
 */
export function builtPage(folder: string): PageHandler {
  const files = readPage(folder);
  const missing = files.get('/404.html');

  return {
    request: (request, response) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        refuse(request, response, notAllowed());
        return;
      }
      const file = find(files, targetOf(request).path);
      if (file) send(file, request, response);
      else if (missing) send(missing, request, response, 404);
      else refuse(request, response, new HttpError(404, 'not_found', 'There is no such page.'));
    },
    upgrade: (_request, _socket, _head, ignore) => ignore(),
  };
}

/** A path names a file as it is, or a page without the ending of its file. */
function find(files: ReadonlyMap<string, PageFile>, path: string): PageFile | undefined {
  return files.get(path) ?? files.get(path.endsWith('/') ? `${path}index.html` : `${path}.html`);
}

function send(file: PageFile, request: HttpRequest, response: HttpResponse, status = 200): void {
  const { encoding, body, etag } = variantFor(file, request);
  const headers = { ...file.headers, ETag: etag };
  if (status === 200 && !isMatch(request.headers['if-match'], etag)) {
    refuse(request, response, changed());
    return;
  }
  if (status === 200 && isKnown(request.headers['if-none-match'], etag)) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  response.writeHead(status, {
    ...headers,
    'Content-Length': body.length,
    ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
  });
  response.end(body);
}

function variantFor({ identity, compressed }: PageFile, { headers }: HttpRequest): Variant {
  const accepted = headers['accept-encoding'] ?? '';
  return compressed.find(({ encoding }) => acceptsEncoding(accepted, encoding)) ?? identity;
}

/** @param list the tags that the client has, as If-None-Match gives them */
function isKnown(list: string | undefined, etag: string): boolean {
  return (list ?? '').split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}

/** @param list the tags of which one has to be the file's, as If-Match gives them; a weak one is none (RFC 9110, 13.1.1) */
function isMatch(list: string | undefined, etag: string): boolean {
  return list === undefined || list.split(',').some((tag) => ['*', etag].includes(tag.trim()));
}

function changed(): HttpError {
  return new HttpError(412, 'changed', 'The file is not one of those that If-Match names.');
}

function notAllowed(): HttpError {
  return new HttpError(405, 'method_not_allowed', 'Only GET and HEAD are allowed here.', {
    Allow: 'GET, HEAD',
  });
}
