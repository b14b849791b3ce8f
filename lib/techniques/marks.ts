import type { WireKind } from '@/lib/wire/kinds';

/** What a call causes on the wire, and how the call is found in a line. */
export type Cause = readonly [WireKind, RegExp];

/** A comment speaks of calls and makes none. */
const comment = /^\s*(\/\/|\/\*|\*)/;

/** What a line of code causes on the wire; mostly nothing. */
export function marksOf(line: string, causes: readonly Cause[]): WireKind[] {
  if (comment.test(line)) return [];
  return causes.filter(([, pattern]) => pattern.test(line)).map(([kind]) => kind);
}

/** A client half that asks by `fetch`. */
export const fetching: Cause = ['request', /\bfetch(Text)?\(/];

/** A server half that answers each request with all there is. */
export const answering: Cause = ['response', /\bsendTicks\(/];

/** A server half that fills an answer that does not end. */
export const streaming: readonly Cause[] = [
  ['response', /\.writeHead\(/],
  ['message', /\bstream\(|\bresponse\.write\(/],
  ['heartbeat', /\bstreamForm\(/],
];
