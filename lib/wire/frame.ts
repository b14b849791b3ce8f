/** The head of a WebSocket frame (RFC 6455, section 5.2). Positions are offsets into the bytes it was read from. */
export interface Frame {
  from: number;
  fin: boolean;
  /** The first of the reserved bits: with permessage-deflate it says that the message is compressed (RFC 7692, 6). */
  rsv1: boolean;
  opcode: number;
  masked: boolean;
  /** The seven bits of the first length field. */
  shortLength: number;
  /** Bytes of the payload. */
  length: number;
  /** Where the further bytes of the length begin, where the mask begins, and where the payload begins. */
  maskAt: number;
  payloadAt: number;
  /** Where the next frame begins. */
  to: number;
}

export const opcodes: Readonly<Record<number, string>> = {
  0: 'continuation',
  1: 'text',
  2: 'binary',
  8: 'close',
  9: 'ping',
  10: 'pong',
};

/** The frames that begin within `bytes`; the last may be cut off. */
export function readFrames(bytes: Uint8Array): Frame[] {
  const frames: Frame[] = [];
  let from = 0;
  while (from + 2 <= bytes.length) {
    const first = bytes[from] ?? 0;
    const second = bytes[from + 1] ?? 0;
    const shortLength = second & 0x7f;
    const extra = shortLength === 126 ? 2 : shortLength === 127 ? 8 : 0;
    if (from + 2 + extra > bytes.length) break;
    let length = extra ? 0 : shortLength;
    for (let i = 0; i < extra; i++) length = length * 256 + (bytes[from + 2 + i] ?? 0);
    const masked = (second & 0x80) !== 0;
    const maskAt = from + 2 + extra;
    const payloadAt = maskAt + (masked ? 4 : 0);
    const to = payloadAt + length;
    frames.push({
      from,
      fin: (first & 0x80) !== 0,
      rsv1: (first & 0x40) !== 0,
      opcode: first & 0x0f,
      masked,
      shortLength,
      length,
      maskAt,
      payloadAt,
      to,
    });
    from = to;
  }
  return frames;
}

/** The payload of a frame, without its mask: each byte is combined with one of the four mask bytes by XOR. */
export function unmask(bytes: Uint8Array, { masked, maskAt, payloadAt, to }: Frame): Uint8Array {
  const payload = bytes.slice(payloadAt, to);
  return masked ? payload.map((byte, i) => byte ^ (bytes[maskAt + (i % 4)] ?? 0)) : payload;
}
