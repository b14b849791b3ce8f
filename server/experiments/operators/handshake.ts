import { connect } from 'node:net';
import * as z from 'zod';
import { KEY, KEY_RULE } from '@/lib/experiments/operators/answers';
import { HttpError } from '../../limits/errors';
import { RateLimit } from '../../limits/rate';
import { sendJson } from '../../techniques/exchange/send-json';
import { experimentRoute } from '../experiment';
import type { OwnAddress } from './own-address';

/** So many a second in the long run, and at once, of all clients together. */
const PER_SECOND = 20;
const AT_ONCE = 40;

/** Loopback needs a millisecond or two; what takes so long will never come, ms. */
const PATIENCE = 2000;

/** The head of an answer is shorter, characters. */
const MOST = 4096;

/** Makes a handshake to this server itself, with the key that the page gives, and shows what was said both ways. */
export function handshakeRoute(own: () => OwnAddress) {
  const rate = new RateLimit(PER_SECOND, AT_ONCE);
  return experimentRoute({
    method: 'POST',
    query: z.strictObject({
      market: z.string().regex(/^[\w-]{1,40}$/, { error: 'must be the name of a market' }),
      key: z.string().regex(KEY, { error: KEY_RULE }),
    }),
    async answer({ query }, response) {
      if (!rate.take()) throw tooOften(PER_SECOND);
      const address = own();
      const asked = handshake(address, query.market, query.key);
      sendJson(response, JSON.stringify({ asked, answered: await headOf(address, asked) }));
    },
  });
}

/** @param perSecond how often all clients together may have it done */
export function tooOften(perSecond: number): HttpError {
  return new HttpError(429, 'too_often', `At most ${perSecond} a second, of all pages together. Try again.`, {
    'Retry-After': '1',
  });
}

function handshake({ port }: OwnAddress, market: string, key: string): string {
  return [
    `GET /api/experiments/operators/socket?market=${market} HTTP/1.1`,
    `Host: localhost:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
    '\r\n',
  ].join('\r\n');
}

/** What is answered to a request on a connection of its own, up to the end of the head. @throws HttpError 503 */
function headOf({ host, port }: OwnAddress, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let head = '';
    const socket = connect({ host, port, timeout: PATIENCE }, () => socket.write(request, 'latin1'));
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      head += text;
      const end = head.indexOf('\r\n\r\n');
      if (end < 0 && head.length < MOST) return;
      resolve(head.slice(0, end < 0 ? MOST : end));
      socket.destroy();
    });
    const failed = () => {
      socket.destroy();
      reject(new HttpError(503, 'no_connection', 'The server could not connect to itself.'));
    };
    socket.on('error', failed);
    socket.on('timeout', failed);
    socket.on('end', failed);
  });
}
