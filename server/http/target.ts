import type { IncomingMessage } from 'node:http';
import type { Target } from '../carrier/carrier';
import { HttpError } from '../limits/errors';

/** @throws HttpError 400 where it cannot be read */
export function targetOf({ url = '/' }: IncomingMessage): Target {
  // Most requests by far are for these, and need none of what an address may have besides.
  if (url.startsWith('/api/')) return split(url);
  try {
    const { pathname, search } = new URL(url, 'http://localhost');
    return split(pathname + search);
  } catch {
    throw new HttpError(400, 'bad_url', 'The address of the request cannot be read.');
  }
}

function split(url: string): Target {
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}
