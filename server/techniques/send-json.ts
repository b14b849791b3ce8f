import type { ServerResponse } from 'node:http';

/** Answers a request with a JSON document that is not to be kept. */
export function sendJson(response: ServerResponse, body: Buffer | string): void {
  response
    .writeHead(200, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'Content-Length': Buffer.byteLength(body),
    })
    .end(body);
}
