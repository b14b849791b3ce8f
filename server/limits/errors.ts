import type { OutgoingHttpHeaders } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import * as z from 'zod';
import { en } from 'zod/locales';
import { log, logLimit } from '../log/log';

// The schemas of lib/ come without words, so that a browser need not load them; a client is told in English.
z.config(en());

/** A refused client has so long to close its end of the connection, ms. */
const CLOSE_WITHIN = 2000;

/** With these a client is told that something was too much; 503 is also what a fault of a scenario answers. */
const OF_LIMITS = new Set([408, 413, 429, 431, 503]);

/** A refusal that the client can do something about: `message` says what was wrong and what is allowed. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  get body(): string {
    return `${JSON.stringify({ error: { code: this.code, message: this.message } })}\n`;
  }
}

/** What a failed schema says, in one line: each part that was wrong, and what is allowed there. */
export function explain(error: z.core.$ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`).join('; ');
}

/** Answers a request with an error, or drops it where an answer is already under way. */
export function refuse(request: Refused, response: Refusal, error: unknown): void {
  const refusal = asHttpError(error);
  if (response.headersSent) {
    request.socket.destroy();
    return;
  }
  response.writeHead(refusal.status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(refusal.body),
    ...(request.httpVersion === '2.0' ? withoutConnection(refusal.headers) : refusal.headers),
  });
  response.end(refusal.body);
}

/** What an answer needs of the request that it refuses. */
interface Refused {
  readonly httpVersion: string;
  readonly socket: { destroy(): unknown };
}

interface Refusal {
  readonly headersSent: boolean;
  writeHead(status: number, headers: OutgoingHttpHeaders): unknown;
  end(body: string): unknown;
}

/** In HTTP/2 nothing is said of the connection in a header (RFC 9113, 8.2.2). */
function withoutConnection(headers: Readonly<Record<string, string>>): Record<string, string> {
  const { Connection: _options, Upgrade: _protocol, ...others } = headers;
  return others;
}

/** The same for a request to upgrade, where there is only the bare socket to answer on. */
export function refuseUpgrade(socket: Duplex, error: unknown): void {
  const { status, body, headers } = asHttpError(error);
  const { Connection: options, ...others } = headers;
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/json',
    'Cache-Control: no-store',
    `Date: ${new Date().toUTCString()}`,
    `Connection: ${options ? `close, ${options}` : 'close'}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...Object.entries(others).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
  // After an upgrade nobody reads, so the client's own end would go unnoticed; and it may never come.
  socket.resume();
  const patience = setTimeout(() => socket.destroy(), CLOSE_WITHIN);
  socket.once('close', () => clearTimeout(patience));
}

/** The error as it is told to a client. One that is no refusal is a fault of this server, and is logged, as limits are. */
export function asHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) {
    if (OF_LIMITS.has(error.status) && error.code !== 'unavailable') logLimit(error.code);
    return error;
  }
  log('error', 'request_failed', { error: error instanceof Error ? error.stack : String(error) });
  return new HttpError(500, 'internal', 'The server failed at this request; its own log says why.');
}
