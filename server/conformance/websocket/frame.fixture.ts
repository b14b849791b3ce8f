import { setImmediate as nextTurn } from 'node:timers/promises';

export const CONTINUATION = 0x0;
export const TEXT = 0x1;
export const BINARY = 0x2;
export const CLOSE = 0x8;
export const PING = 0x9;
export const PONG = 0xa;

/** A frame as a client sends it, right or wrong in any part (RFC 6455, 5.2). */
export interface ClientFrame {
  opcode: number;
  payload?: string | Buffer;
  fin?: boolean;
  /** RSV1 to RSV3 as a number of three bits. */
  rsv?: number;
  /** Four bytes; null for a frame without one. */
  mask?: readonly number[] | null;
  /** The length that the header tells; that of the payload where it is left out. */
  length?: bigint;
}

const MASK = [0x37, 0xfa, 0x21, 0x3d];

export function frame({
  opcode,
  payload = '',
  fin = true,
  rsv = 0,
  mask = MASK,
  length,
}: ClientFrame): Buffer {
  const data = Buffer.from(payload);
  const told = length ?? BigInt(data.length);
  const bit = mask ? 0x80 : 0;
  const head = [(fin ? 0x80 : 0) | (rsv << 4) | opcode];
  if (told < 126n) head.push(bit | Number(told));
  else if (told < 65_536n) head.push(bit | 126, Number(told >> 8n), Number(told & 0xffn));
  else {
    const size = Buffer.alloc(8);
    size.writeBigUInt64BE(told);
    head.push(bit | 127, ...size);
  }
  return Buffer.from([...head, ...(mask ?? []), ...data.map((byte, at) => byte ^ (mask?.[at % 4] ?? 0))]);
}

/** A close frame. @param code none for one without a payload */
export function close(code?: number, reason: string | Buffer = ''): Buffer {
  if (code === undefined) return frame({ opcode: CLOSE });
  const payload = Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]);
  return frame({ opcode: CLOSE, payload });
}

/** A message in fragments, one for each part. */
export function fragments(opcode: number, parts: readonly (string | Buffer)[]): Buffer[] {
  return parts.map((payload, at) =>
    frame({ opcode: at === 0 ? opcode : CONTINUATION, payload, fin: at === parts.length - 1 }),
  );
}

/** Bytes cut into pieces of so many. */
export function chopped(bytes: Buffer, size = 1): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
}

/** A frame as it came from the server. */
export interface ServerFrame {
  opcode: number;
  payload: Buffer;
}

/**
 * Takes the frames of a server apart.
 *
 * @returns the whole ones, and how many bytes they took
 * @throws where the server breaks a rule for frames
 */
export function readFrames(bytes: Buffer): { frames: ServerFrame[]; taken: number } {
  const frames: ServerFrame[] = [];
  let at = 0;
  for (;;) {
    const [first, second] = bytes.subarray(at, at + 2);
    if (first === undefined || second === undefined) return { frames, taken: at };
    if ((first & 0xf0) !== 0x80) throw new Error(`a frame begins with byte ${first}`);
    if (second > 127) throw new Error('a frame of the server has a mask');
    const form = second < 126 ? 2 : second === 126 ? 4 : 10;
    if (bytes.length < at + form) return { frames, taken: at };
    const length =
      form === 2 ? second : form === 4 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
    if (form > 2 && length < (form === 4 ? 126 : 65_536)) throw new Error('a length is in too long a form');
    if (bytes.length < at + form + length) return { frames, taken: at };
    frames.push({ opcode: first & 0xf, payload: bytes.subarray(at + form, at + form + length) });
    at += form + length;
  }
}

/** Sends pieces so that each may be a segment of its own. */
export async function sendApart(write: (piece: Buffer) => void, pieces: readonly Buffer[]): Promise<void> {
  for (const [at, piece] of pieces.entries()) {
    if (at > 0) await nextTurn();
    write(piece);
  }
}
