import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { constants, createDeflateRaw, deflateRawSync } from 'node:zlib';
import type { PerMessageDeflateOptions } from 'ws';
import type { Compression } from '@/lib/techniques/websocket/encoding';
import type { Sink } from '../../feed/follower';
import { HttpError } from '../../limits/errors';
import type { Message } from './messages';

/** What each message ends with once it is flushed, and what a sender leaves off (RFC 7692, 7.2.1). */
const FLUSHED = 4;

/** Bits of a window of full size. */
const WINDOW_BITS = 15;

/**
 * What the handshake agrees on. Ticks are compressed here, with a window of full size and, where messages build on each
 * other, in a state that is kept: a client that insists on less is refused. What a client has compressed is inflated by
 * the library, up to the size that a message may have.
 */
export const perMessageDeflate: Readonly<Record<Compression, PerMessageDeflateOptions | false>> = {
  off: false,
  on: { serverMaxWindowBits: WINDOW_BITS, serverNoContextTakeover: false },
  'no-takeover': {
    serverMaxWindowBits: WINDOW_BITS,
    serverNoContextTakeover: true,
    clientNoContextTakeover: true,
  },
};

/** @throws HttpError 400 where compression is asked for by a client that offers none */
export function checkOffer({ headers }: IncomingMessage, compression: Compression): void {
  if (compression === 'off') return;
  const offers = headers['sec-websocket-extensions']?.split(',') ?? [];
  if (offers.some((offer) => offer.split(';')[0]?.trim() === 'permessage-deflate')) return;
  throw new HttpError(
    400,
    'bad_handshake',
    'compression: the handshake offers no permessage-deflate. Send Sec-WebSocket-Extensions: permessage-deflate, or leave compression out.',
  );
}

/** A message compressed by itself: the same bytes for every client. */
export function deflateAlone(message: Buffer): Buffer {
  return deflateRawSync(message, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -FLUSHED);
}

/**
 * Writes messages to a socket.
 *
 * @param compressed the bytes that each of them is
 * @returns whether the socket takes more at once
 */
type Send = (messages: readonly Message[], compressed: readonly Buffer[]) => boolean;

/**
 * Compresses the messages of one connection, each with what those before it said: no other client can be given the same
 * bytes. While it is at work it takes no more.
 */
export class Deflater extends EventEmitter implements Sink<readonly Message[]> {
  private readonly deflate = createDeflateRaw();
  private readonly pieces: Buffer[] = [];
  private readonly send: Send;
  private readonly socket: Sink;
  private ended = false;

  constructor(socket: Sink, send: Send) {
    super();
    this.socket = socket;
    this.send = send;
    this.deflate.on('data', (piece: Buffer) => this.pieces.push(piece));
  }

  write(messages: readonly Message[]): boolean {
    void this.compress(messages);
    return false;
  }

  /** Nothing is sent any more, what is being compressed included. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.deflate.close();
  }

  private async compress(messages: readonly Message[]): Promise<void> {
    const compressed: Buffer[] = [];
    for (const { bytes } of messages) {
      compressed.push(await this.compressed(bytes));
      if (this.ended) return;
    }
    const drained = () => this.emit('drain');
    if (this.send(messages, compressed)) drained();
    else this.socket.once('drain', drained);
  }

  private compressed(message: Buffer): Promise<Buffer> {
    return new Promise((resolve) => {
      this.deflate.write(message);
      this.deflate.flush(constants.Z_SYNC_FLUSH, () => {
        resolve(Buffer.concat(this.pieces.splice(0)).subarray(0, -FLUSHED));
      });
    });
  }
}
