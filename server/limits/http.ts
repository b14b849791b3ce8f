import type { ServerOptions } from 'node:http';
import { HttpError } from './errors';

/** Bytes of request line and headers together. */
export const MAX_HEADER_BYTES = 16 * 1024;

/** What Node's HTTP server itself sees to. */
export const httpLimits: ServerOptions = {
  maxHeaderSize: MAX_HEADER_BYTES,
  /** A client has so long to send its headers, ms, and so long for all of its request. */
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1000,
  /** The check of the host sees to that, and says why in the form of all errors. */
  requireHostHeader: false,
};

/** Of a request that was read as HTTP/1. @throws HttpError 505 where a version is asked for that does not look like this */
export function checkVersion({ httpVersion }: { readonly httpVersion: string }): void {
  if (httpVersion === '1.1' || httpVersion === '1.0') return;
  throw new HttpError(
    505,
    'unknown_version',
    'This server speaks HTTP/1.1 and HTTP/1.0, and over TLS HTTP/2.',
  );
}

/** What to answer to what is not even a request. */
export function explainParseError({ code }: NodeJS.ErrnoException): HttpError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new HttpError(
        431,
        'headers_too_large',
        `Request line and headers may have ${MAX_HEADER_BYTES} bytes together.`,
      );
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new HttpError(
        408,
        'too_slow',
        'The headers of a request have to be complete within 10 s, all of it within 15 s.',
      );
    default:
      return new HttpError(400, 'bad_request', 'This is no HTTP/1.1 request.');
  }
}
