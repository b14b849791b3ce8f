import { asLatin1 } from '@/lib/wire/bytes';
import type { Parts } from '@/lib/wire/parts';
import { isTickAt, seqOfTick } from '@/lib/wire/tick-json';
import { fields, readTick } from './fixed-layout';
import { type Entry, isMap, readMap } from './messagepack-reader';

const FIXED = { source: 'lib/techniques/websocket/fixed-layout.ts', size: fields.at(-1)?.to ?? 0 };
const MESSAGEPACK = 'MessagePack specification';

/** A binary message up to `to` is a tick, field by field: all of it is payload. */
export function addBinaryTick(parts: Parts, to: number): void {
  const message = parts.bytes.subarray(parts.at, to);
  if (isMap(message)) addMap(parts, message);
  else if (message.length >= FIXED.size) addFixed(parts, message);
  parts.add(to, 'binary', 'More of the tick.', 'RFC 6455, 5.6', { payload: true });
}

/** What a message says that was compressed: the tick in it, if it is one, and its size unless it was cut off. */
export function readPlain(message: Uint8Array): { seq: number | undefined } {
  const text = asLatin1(message);
  if (isTickAt(text, 0)) return { seq: seqOfTick(text, 0) };
  if (text.startsWith('{')) return { seq: undefined };
  if (isMap(message)) return { seq: seqOf(readMap(message)) };
  return { seq: message.length < FIXED.size ? undefined : readTick(message).seq };
}

function addFixed(parts: Parts, message: Uint8Array): void {
  const start = parts.at;
  const tick = readTick(message);
  for (const { name, to, meaning } of fields) {
    const seq = name === 'seq' ? tick.seq : undefined;
    parts.add(start + to, name, meaning, FIXED.source, { payload: true, text: String(tick[name]), seq });
  }
  parts.add(start + message.length, 'pad', 'The padding that was asked for.', FIXED.source, {
    payload: true,
  });
}

function addMap(parts: Parts, message: Uint8Array): void {
  const start = parts.at;
  const count = (message[0] ?? 0) & 0xf;
  parts.add(start + 1, 'map', `A map of ${count} entries.`, MESSAGEPACK, { payload: true });
  for (const { key, value, type, valueAt, to } of readMap(message)) {
    parts.add(start + valueAt, `key ${key}`, `The name “${key}”, written out.`, MESSAGEPACK, {
      payload: true,
      text: key,
    });
    parts.add(start + to, key, `The value, as ${type}.`, MESSAGEPACK, {
      payload: true,
      text: String(value),
      seq: key === 'seq' ? Number(value) : undefined,
    });
  }
}

function seqOf(entries: readonly Entry[]): number | undefined {
  const seq = entries.find(({ key }) => key === 'seq')?.value;
  return seq === undefined ? undefined : Number(seq);
}
