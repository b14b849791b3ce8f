import { stocks } from '@/lib/market/symbols';
import type { Tick } from '@/lib/market/tick';

/** A part of the layout: bytes `from` up to, not including, `to`. */
interface Field {
  name: 'seq' | 'symbol' | 'price' | 'at';
  from: number;
  to: number;
  meaning: string;
}

/**
 * A tick in 17 bytes, byte by byte; numbers with the most significant byte first. Nothing in the message says so: both
 * ends have to know it, and to change it together. Behind it stands the padding, one byte for each character.
 *
 *     0  1  2  3 | 4      | 5  6  7  8 | 9 ...  16 | 17 ...
 *     seq (u32)  | symbol | price (u32)| at (f64)  | pad
 *
 * `seq` is below 2^31: the first bit of a message is 0, where that of a MessagePack map is 1.
 */
export const fields: readonly Field[] = [
  { name: 'seq', from: 0, to: 4, meaning: 'The number of the tick: a whole number of 32 bits.' },
  { name: 'symbol', from: 4, to: 5, meaning: 'The stock, by its place in a list that both ends have.' },
  { name: 'price', from: 5, to: 9, meaning: 'The price in hundredths: a whole number of 32 bits.' },
  {
    name: 'at',
    from: 9,
    to: 17,
    meaning: 'When the tick was due, in ms since 1970: a floating-point number of 64 bits.',
  },
];

const SYMBOL = 4;
const PRICE = 5;
const AT = 9;
const SIZE = 17;

const places = new Map(stocks.map(({ symbol }, place) => [symbol, place]));

export function encode({ seq, symbol, price, at, pad = '' }: Tick): Uint8Array {
  const bytes = new Uint8Array(SIZE + pad.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, seq);
  view.setUint8(SYMBOL, places.get(symbol) ?? stocks.length);
  view.setUint32(PRICE, Math.round(price * 100));
  view.setFloat64(AT, at);
  for (let i = 0; i < pad.length; i++) bytes[SIZE + i] = pad.charCodeAt(i);
  return bytes;
}

/** @throws RangeError where the message is too short, or its stock is in no list */
export function decode(message: ArrayBuffer): Tick {
  const bytes = new Uint8Array(message);
  const tick = readTick(bytes);
  if (!places.has(tick.symbol)) throw new RangeError('its stock is in no list');
  return bytes.length === SIZE ? tick : { ...tick, pad: String.fromCharCode(...bytes.subarray(SIZE)) };
}

/** A tick without its padding, of the bytes of a message. @throws RangeError where they are too few */
export function readTick(bytes: Uint8Array): Omit<Tick, 'pad'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    seq: view.getUint32(0),
    symbol: stocks[view.getUint8(SYMBOL)]?.symbol ?? '?',
    price: view.getUint32(PRICE) / 100,
    at: view.getFloat64(AT),
  };
}
