import type { WireKind } from '@/lib/wire/kinds';

/** What a line of a half causes on the wire, found by what it calls. A client half sends up, a server half down. */
const causes: readonly (readonly [WireKind, RegExp])[] = [
  ['request', /\bfetch(Text)?\(|\bnew (EventSource|WebSocket)\(/],
  ['response', /\.writeHead\(|\bsendTicks\(|\.handleUpgrade\(/],
  ['message', /\bstream\(|\bfeed\.follow\(|\bresponse\.write\(|\.send\((?!'p[io]ng')/],
  ['heartbeat', /\.ping\(|\.send\('p[io]ng'|\blookAfter\(|\bstreamForm\(/],
  ['close', /\.(close|terminate)\(/],
];

/** A comment speaks of calls and makes none. */
const comment = /^\s*(\/\/|\/\*|\*)/;

/** What a line of code causes on the wire; mostly nothing. */
export function marksOf(line: string): WireKind[] {
  if (comment.test(line)) return [];
  return causes.filter(([, pattern]) => pattern.test(line)).map(([kind]) => kind);
}
