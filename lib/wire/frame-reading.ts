import type { WireKind } from './kinds';
import type { Parts } from './parts';
import type { Reading } from './reading';

/** Length, type, flags and stream, bytes. */
export const FRAME_HEAD = 9;

/** A few words on a frame, and how its arrow looks. */
export type Said = Pick<Reading, 'kind' | 'label'>;

/**
 * Reads one frame of a stream of HTTP/2.
 *
 * @param readBody adds what a DATA frame carries, which ends at `to`; what it says is asked for where it brings no tick
 * @param ofTicks what an arrow is that brings ticks
 */
export type FrameReader = (parts: Parts, readBody: (to: number) => Said, ofTicks: WireKind) => Reading;

let reader: FrameReader = (parts) => parts.reading('message', 'frame of HTTP/2');

/** Frames are read by this from now on. A page that has come over HTTP/1.1 does not load it. */
export function readFramesBy(by: FrameReader): void {
  reader = by;
}

export const readFrame: FrameReader = (...frame) => reader(...frame);
