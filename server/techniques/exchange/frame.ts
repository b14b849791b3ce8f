/** A ping without payload: FIN, and opcode 9. */
export const pingFrame = Buffer.from([0x89, 0]);

/**
 * A text message as one unmasked WebSocket frame, as servers send them (RFC 6455, 5.2): the same bytes for every
 * client, so that they need to be made only once.
 */
export function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  // FIN, and opcode 1 for text.
  if (length < 126) return Buffer.concat([Buffer.from([0x81, length]), payload]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = 0x81;
  if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}
