import * as z from 'zod';
import type { HttpRequestWithBody } from '../../carrier/carrier';
import { HttpError } from '../../limits/errors';
import { readBody } from '../exchange/body';
import { MOST_BYTES } from './sessions';

/** What the library's client says in each address. */
const common = {
  EIO: z.literal('4', { error: 'must be 4, the version of Engine.IO that is spoken here' }),
  /** Makes the address another one each time, so that nobody answers from a cache. */
  t: z.string().max(40).optional(),
  /** Whether the library's own recovery is wanted. */
  recovery: z.literal('true', { error: 'must be true, or left out' }).optional(),
};

const sid = z.string().regex(/^[\w-]{20}$/, { error: 'must be the sid that the first answer gave' });

const transport = z.enum(['polling', 'websocket'], { error: 'must be polling or websocket' });

/** A poll, or a WebSocket; without a sid it begins a session. */
export const sessionQuery = z.strictObject({ ...common, transport, sid: sid.optional() });

const packetsQuery = z.strictObject({ ...common, transport: z.literal('polling'), sid });

/** A trade by a request of its own, or packets of a session. */
export const tradeOrPackets = z.union([z.strictObject({}), packetsQuery], {
  error: 'A trade takes no query; packets have EIO=4, transport=polling and the sid of their session.',
});

/** Reads the packets in a body; null where it has another type. @throws HttpError 413 where it is too large */
export function packetsByPost(request: HttpRequestWithBody): Promise<string> | null {
  if (!/^text\/plain *(;|$)/i.test(String(request.headers['content-type'] ?? ''))) return null;
  const tooLarge = () =>
    new HttpError(413, 'packets_too_large', `All packets of a request have at most ${MOST_BYTES} bytes.`);
  return readBody(request, MOST_BYTES, tooLarge);
}
