import { asHex, asLatin1, asReadable } from './bytes';
import { type Frame, opcodes, readFrames, unmask } from './frame';
import type { WireKind } from './kinds';
import type { Parts } from './parts';

/** A frame that was read: its opcode in words, and its payload without its mask, each byte as one character. */
export interface ReadFrame {
  opcode: string;
  said: string;
  compressed: boolean;
}

/**
 * Adds WebSocket frames (RFC 6455).
 *
 * @param addText adds what a server's text frame carries, which ends at `to`
 * @param addOther the same of its frames with binary or compressed data; without it they are just payload
 */
export function addFrames(
  parts: Parts,
  addText: (parts: Parts, to: number) => void,
  addOther?: (parts: Parts, to: number, frame: Frame) => void,
): ReadFrame[] {
  const { bytes } = parts;
  const to = (frame: Frame) => Math.min(frame.to, bytes.length);
  return readFrames(bytes).map((frame) => {
    const payload = unmask(bytes, frame);
    const opcode = opcodes[frame.opcode] ?? `opcode ${frame.opcode}`;
    addFrameHead(parts, frame);
    if (opcode === 'close' && payload.length >= 2) addClose(parts, frame, payload);
    else if (frame.masked) {
      const form = frame.rsv1 ? ' It is compressed.' : '';
      parts.add(frame.to, 'payload', `The payload, here without its mask.${form}`, 'RFC 6455, 5.3', {
        text: asReadable(payload),
      });
    } else if (addOther && (frame.rsv1 || opcode === 'binary')) addOther(parts, to(frame), frame);
    else if (opcode === 'text') addText(parts, to(frame));
    parts.add(frame.to, 'payload', 'The payload.', 'RFC 6455, 5.2');
    return { opcode, said: asLatin1(payload), compressed: frame.rsv1 };
  });
}

/** What a frame says by its opcode alone. */
export function meaningOfFrame(frame: ReadFrame | undefined): { kind: WireKind; label: string } {
  const opcode = frame?.opcode;
  const label = `${frame?.compressed ? 'compressed ' : ''}${opcode ? `${opcode} frame` : 'frame'}`;
  if (opcode === 'close') return { kind: 'close', label };
  return { kind: opcode === 'ping' || opcode === 'pong' ? 'heartbeat' : 'message', label };
}

function addFrameHead(parts: Parts, frame: Frame): void {
  const { from, maskAt, payloadAt, masked, length } = frame;
  parts.add(from + 2, 'frame header', headerBits(frame), 'RFC 6455, 5.2', { text: bits(parts.bytes, from) });
  parts.add(maskAt, 'extended length', `The length of the payload: ${length} bytes.`, 'RFC 6455, 5.2');
  if (!masked) return;
  parts.add(
    payloadAt,
    'masking key',
    'Four random bytes. A browser masks all it sends, so that no proxy can be tricked by its content.',
    'RFC 6455, 5.3',
    { text: asHex(parts.bytes.subarray(maskAt, payloadAt)) },
  );
}

function addClose(parts: Parts, { to }: Frame, payload: Uint8Array): void {
  const code = ((payload[0] ?? 0) << 8) | (payload[1] ?? 0);
  parts.add(to, 'close', 'Why the connection is closed: a code, and a reason in words.', 'RFC 6455, 7.4', {
    text: `${code} ${asReadable(payload.subarray(2))}`,
  });
}

/** The sixteen bits of a frame's first two bytes, in the groups they stand for. */
function bits(bytes: Uint8Array, from: number): string {
  const all = [bytes[from] ?? 0, bytes[from + 1] ?? 0]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  return [all.slice(0, 1), all.slice(1, 4), all.slice(4, 8), all.slice(8, 9), all.slice(9)].join(' ');
}

function headerBits({ fin, rsv1, opcode, masked, shortLength }: Frame): string {
  return [
    fin ? 'FIN 1: the message ends in this frame' : 'FIN 0: more frames of this message follow',
    rsv1 ? 'RSV 100: RSV1, the message is compressed (RFC 7692)' : 'RSV 000: no extension in use',
    `opcode ${opcode}: ${opcodes[opcode] ?? 'reserved'}`,
    masked ? 'MASK 1: the payload is masked' : 'MASK 0: a server does not mask',
    shortLength < 126
      ? `length ${shortLength}`
      : `length ${shortLength}: the real length stands in the next ${shortLength === 126 ? 2 : 8} bytes`,
  ].join('; ');
}
