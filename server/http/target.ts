import type { Target } from '../carrier/carrier';
import { HttpError } from '../limits/errors';

/** What need not be written as a percent sign and two digits, and means the same either way (RFC 3986, 2.3). */
const UNRESERVED = /[\w.~-]/;

/** @throws HttpError 400 where it cannot be read */
export function targetOf({ url = '/' }: { readonly url?: string | undefined }): Target {
  // Most requests by far are for these, and need none of what an address may have besides.
  if (url.startsWith('/api/')) return split(url);
  try {
    // Two slashes at the beginning are a path, and not the name of a host (RFC 9112, 3.2.1).
    const { protocol, pathname, search } = new URL(url.startsWith('/') ? `http://localhost${url}` : url);
    if (/^https?:$/.test(protocol)) return split(pathname + search);
  } catch {
    // It is refused below.
  }
  throw new HttpError(400, 'bad_url', 'The address of the request cannot be read.');
}

function split(url: string): Target {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  return {
    path: path.includes('%') ? normalised(path) : path,
    query: mark < 0 ? '' : url.slice(mark + 1),
  };
}

/** The one of all equivalent forms of a path in which the least is escaped (RFC 3986, 6.2.2). */
function normalised(path: string): string {
  return path.replace(/%[\da-f]{2}/gi, (escaped) => {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return UNRESERVED.test(character) ? character : escaped.toUpperCase();
  });
}
