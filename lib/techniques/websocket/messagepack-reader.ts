/** An entry of a map: its key from byte `from`, its value from `valueAt` up to, not including, `to`. */
export interface Entry {
  key: string;
  value: number | string;
  from: number;
  valueAt: number;
  to: number;
  /** What the value is written as. */
  type: string;
}

/** Of the types of MessagePack those that a tick has: their first byte, what they are called, how many bytes follow. */
const numbers: Readonly<Record<number, { type: string; bytes: number }>> = {
  202: { type: 'float 32', bytes: 4 },
  203: { type: 'float 64', bytes: 8 },
  204: { type: 'uint 8', bytes: 1 },
  205: { type: 'uint 16', bytes: 2 },
  206: { type: 'uint 32', bytes: 4 },
  207: { type: 'uint 64', bytes: 8 },
};

/** Of strings, the bytes of their length, by their first byte. */
const strings: Readonly<Record<number, number>> = { 217: 1, 218: 2, 219: 4 };

/** Whether a message begins as a map of up to fifteen entries does. */
export function isMap(bytes: Uint8Array): boolean {
  return (bytes[0] ?? 0) >> 4 === 8;
}

/**
 * The entries of a map that begins at the first byte, with numbers and strings in it. Where the bytes end too early, or
 * are something else, so do the entries.
 */
export function readMap(bytes: Uint8Array): Entry[] {
  const entries: Entry[] = [];
  let at = 1;
  for (let left = isMap(bytes) ? (bytes[0] ?? 0) & 0xf : 0; left > 0; left--) {
    const key = readValue(bytes, at);
    const value = key && readValue(bytes, key.to);
    if (!key || !value) break;
    entries.push({ key: String(key.value), from: at, valueAt: key.to, ...value });
    at = value.to;
  }
  return entries;
}

interface Value {
  value: number | string;
  type: string;
  to: number;
}

function readValue(bytes: Uint8Array, at: number): Value | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first < 128) return { value: first, type: 'fixint', to: at + 1 };
  if (first >> 5 === 5) return readText(bytes, at + 1, first & 31, 'fixstr');
  const number = numbers[first];
  if (number) return readNumber(bytes, at + 1, number);
  const digits = strings[first];
  if (!digits) return null;
  let length = 0;
  for (let i = 1; i <= digits; i++) length = length * 256 + (bytes[at + i] ?? 0);
  return readText(bytes, at + 1 + digits, length, `str ${digits * 8}`);
}

function readText(bytes: Uint8Array, from: number, length: number, type: string): Value | null {
  const to = from + length;
  if (to > bytes.length) return null;
  let value = '';
  for (let i = from; i < to; i++) value += String.fromCharCode(bytes[i] ?? 0);
  return { value, type, to };
}

function readNumber(bytes: Uint8Array, from: number, { type, bytes: size }: { type: string; bytes: number }) {
  const to = from + size;
  if (to > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + from, size);
  if (type === 'float 64') return { value: view.getFloat64(0), type, to };
  if (type === 'float 32') return { value: view.getFloat32(0), type, to };
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + view.getUint8(i);
  return { value, type, to };
}
