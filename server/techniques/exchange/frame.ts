/** A ping without payload: FIN, and opcode 9. */
export const pingFrame = Buffer.from([0x89, 0]);

/** First bytes of a message in one frame: FIN, then the opcode; RSV1 says that it is compressed (RFC 7692, 6). */
const FIN = 0x80;
const RSV1 = 0x40;
const TEXT = 1;
const BINARY = 2;

/** A text message as one unmasked WebSocket frame, as `frameOf` makes it. */
export function textFrame(text: string): Buffer {
  return frameOf(Buffer.from(text), { binary: false, compressed: false });
}

/**
 * A message as one unmasked WebSocket frame, as servers send them (RFC 6455, 5.2): the same bytes for every client, so
 * that they need to be made only once.
 */
export function frameOf(payload: Buffer, { binary, compressed }: FrameForm): Buffer {
  const first = FIN | (compressed ? RSV1 : 0) | (binary ? BINARY : TEXT);
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.from([first, length]), payload]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = first;
  if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}

/** What a frame says of its payload. */
export interface FrameForm {
  binary: boolean;
  compressed: boolean;
}
