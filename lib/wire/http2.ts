import { FRAME_HEAD as HEAD, readFramesBy } from './frame-reading';
import { addHeaderBlock, fieldsIn, type PlainField, plainBytes } from './hpack';
import type { Parts } from './parts';
import { type Reading, shortPath } from './reading';
import { nameTicks } from './tick-json';

const END_STREAM = 0x1;
const PADDED = 0x8;
const PRIORITY = 0x20;

/** The frames that a stream can have. */
const types: Readonly<Record<number, readonly [name: string, meaning: string]>> = {
  0: ['DATA', 'a body, or a piece of one'],
  1: ['HEADERS', 'the headers of a request or an answer'],
  2: ['PRIORITY', 'how urgent the stream is; deprecated'],
  3: ['RST_STREAM', 'the stream is over at once; the connection goes on'],
  8: ['WINDOW_UPDATE', 'the other side may send more'],
  9: ['CONTINUATION', 'more headers, that the frame before had no room for'],
};

const flagNames: Readonly<Record<string, readonly (readonly [bit: number, name: string])[]>> = {
  DATA: [
    [END_STREAM, 'END_STREAM: nothing follows from this side'],
    [PADDED, 'PADDED'],
  ],
  HEADERS: [
    [END_STREAM, 'END_STREAM: nothing follows from this side'],
    [0x4, 'END_HEADERS: the headers are complete'],
    [PADDED, 'PADDED'],
    [PRIORITY, 'PRIORITY'],
  ],
  CONTINUATION: [[0x4, 'END_HEADERS: the headers are complete']],
};

/** Why a stream was ended (RFC 9113, 7). */
const errors = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
];

/** A frame of a stream, as RFC 9113 lays it down. */
readFramesBy((parts, readBody, ofTicks) => {
  const { bytes } = parts;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEAD) return parts.reading('control', 'frame');
  const length = view.getUint16(0) * 256 + view.getUint8(2);
  const type = view.getUint8(3);
  const flags = view.getUint8(4);
  const [name, meaning] = types[type] ?? [`type ${type}`, 'an extension, or the connection’s own'];
  addFrameHead(parts, { length, name, meaning, flags, stream: view.getUint32(5) & 0x7fff_ffff });
  const end = Math.min(HEAD + length, bytes.length);
  if (name === 'RST_STREAM' && end >= HEAD + 4) {
    const code = view.getUint32(HEAD);
    const error = errors[code] ?? `code ${code}`;
    parts.add(end, 'error code', `Why: ${error}.`, 'RFC 9113, 7', { text: String(code) });
    return parts.reading('close', `${name}, ${error}`);
  }
  if (name === 'WINDOW_UPDATE' && end >= HEAD + 4) {
    const more = view.getUint32(HEAD) & 0x7fff_ffff;
    const why =
      'So many bytes of DATA more may be sent on this stream: who reads too slowly holds up no other.';
    parts.add(end, 'increment', why, 'RFC 9113, 6.9', { text: String(more) });
    return parts.reading('control', `${name}, ${more} bytes more`);
  }
  const padding = flags & PADDED && (name === 'DATA' || name === 'HEADERS') ? addPadLength(parts) : 0;
  const to = Math.max(parts.at, end - padding);
  if (name === 'HEADERS' || name === 'CONTINUATION') {
    if (name === 'HEADERS' && flags & PRIORITY) addPriority(parts);
    return readHeaders(parts, name, to);
  }
  if (name !== 'DATA') {
    parts.add(to, 'payload', 'What the frame says.', 'RFC 9113, 6');
    return parts.reading('control', name);
  }
  if (length === padding) return parts.reading('control', 'DATA, end of the stream');
  const said = readBody(to);
  parts.add(end, 'padding', 'Hides how long the body is.', 'RFC 9113, 6.1');
  const { seqs } = parts;
  if (seqs.length > 0) return parts.reading(ofTicks, `DATA, ${nameTicks(seqs)}`);
  return parts.reading(said.kind, `DATA, ${said.label}`);
});

interface FrameHead {
  length: number;
  name: string;
  meaning: string;
  flags: number;
  stream: number;
}

function addFrameHead(parts: Parts, { length, name, meaning, flags, stream }: FrameHead): void {
  const source = 'RFC 9113, 4.1';
  parts.add(3, 'length', 'So many bytes follow the nine of the frame’s head.', source, {
    text: String(length),
  });
  parts.add(4, 'type', `What the frame is: ${meaning}.`, source, { text: name });
  const set = (flagNames[name] ?? []).filter(([bit]) => flags & bit).map(([, flag]) => flag);
  parts.add(5, 'flags', set.length > 0 ? `${set.join('; ')}.` : 'None is set.', source, {
    text: flags.toString(2).padStart(8, '0'),
  });
  const whose = `Which of the exchanges on this connection: ${stream}. A browser’s have odd numbers.`;
  parts.add(HEAD, 'stream', whose, source, { text: String(stream) });
}

/** @returns how many bytes of padding stand at the end */
function addPadLength(parts: Parts): number {
  const padding = parts.bytes[parts.at] ?? 0;
  const meaning = 'So many bytes at the end mean nothing.';
  parts.add(parts.at + 1, 'pad length', meaning, 'RFC 9113, 6.1', { text: String(padding) });
  return padding;
}

function addPriority(parts: Parts): void {
  const meaning = 'Which stream this one depends on, and its weight; deprecated, and nobody reads it here.';
  parts.add(parts.at + 5, 'priority', meaning, 'RFC 9113, 6.3');
}

function readHeaders(parts: Parts, name: string, to: number): Reading {
  const fields = fieldsIn(parts.notes);
  const size = to - parts.at;
  addHeaderBlock(parts, to, fields);
  const status = textOf(fields, ':status');
  const method = textOf(fields, ':method');
  const what = method ? `${method} ${shortPath(textOf(fields, ':path') ?? '')}` : (status ?? '');
  const label = `${name}${what && ` ${what}`}${fields.length > 0 ? `, ${size} for ${plainBytes(fields)} bytes` : ''}`;
  return parts.reading(method ? 'request' : status ? 'response' : 'control', label);
}

function textOf(fields: readonly PlainField[], name: string): string | undefined {
  return fields.find((field) => field.name === name)?.value;
}
