import assert from 'node:assert/strict';
import type { Dialect } from '@/lib/techniques/technique';
import { decodeBase64 } from '@/lib/wire/bytes';
import type { Crossing, Note } from '@/lib/wire/crossing';
import type { Reading } from '@/lib/wire/reading';
import { Capture } from './capture';

/** Techniques that are made for these tests, to show what a dialect can be. */
export type Reads<Context> = Pick<Dialect<Context>, 'follow' | 'explain'>;

export const tickOf = (seq: number, pad = '') =>
  `{"seq":${seq},"symbol":"KITE","price":128.05,"at":1760000000000${pad && `,"pad":"${pad}"`}}`;

/** Captures what one connection carries down, as a market does it. */
export function captured(
  pieces: readonly { bytes: Buffer; notes?: Note[] }[],
  capture = watching(),
): Crossing[] {
  for (const { bytes, notes } of pieces) capture.record('sse', 1, 'down', false, bytes, 0, notes)?.arrived();
  return capture.take().events;
}

export function watching(): Capture {
  const capture = new Capture();
  capture.turn(true);
  return capture;
}

/** Follows a connection, and reads each crossing from a copy of its context, as the page does. */
export function read<Context>(
  { follow, explain }: Reads<Context>,
  crossings: readonly Crossing[],
): Reading[] {
  const contextOf = follow();
  const contexts = crossings.map((crossing) => contextOf(crossing));
  return crossings.map((crossing, index) => {
    const reading = explain(crossing, structuredClone(contexts[index]) as Context);
    let at = 0;
    for (const { from, to } of reading.parts) {
      assert.equal(from, at);
      assert.ok(to > from);
      at = to;
    }
    assert.equal(at, decodeBase64(crossing.data).length);
    return reading;
  });
}

export const payloadOf = ({ parts }: Reading) =>
  parts.reduce((sum, { payload, from, to }) => sum + (payload ? to - from : 0), 0);
