import type { HalfCode } from '@/lib/code/halves';
import { formatCount } from '@/lib/figures/format';
import type { TechniqueId } from '@/lib/techniques';
import type { SegmentSeen } from '@/lib/verdict/seen';
import { amount, multiple } from '@/lib/verdict/sentence';

/** The two that are compared: the protocol, and the library on top of it. */
export const sides = ['websocket', 'socket-io'] as const satisfies readonly TechniqueId[];
export type Side = (typeof sides)[number];

const both = `techniques=${sides.join(',')}`;
const cut = `${both}&transports=websocket&rate=20&script=3:rst&length=9`;

/** What is run, one after another: addresses of scenarios. */
export const comparedRuns: readonly string[] = [
  `${both}&transports=upgrade&rate=10&length=6`,
  `${both}&transports=websocket&rate=10&length=6`,
  `${cut}&resume=nothing`,
  `${cut}&resume=recovery`,
  `${cut}&resume=cursor`,
];

/** How long they take together, s. */
export const COMPARED_SECONDS = 6 + 6 + 9 + 9 + 9;

/** What is not measured by a run: of each side what is loaded for it alone, and the lines of its two halves. */
export interface Weighed {
  /** Bytes as they crossed; null where the browser does not say. */
  library: number | null;
  lines: Readonly<Record<Side, number>>;
}

/** A row of the comparison; null where there is no figure. */
export interface ComparedRow {
  name: string;
  unit: 'B' | 'count';
  values: Readonly<Record<Side, number | null>>;
}

/** The comparison, from the runs in their order. */
export function comparedRows(results: readonly SegmentSeen[], weighed: Weighed | null): ComparedRow[] {
  const row = (
    name: string,
    unit: ComparedRow['unit'],
    of: (side: Side) => number | null | undefined,
  ): ComparedRow => ({
    name,
    unit,
    values: { websocket: of('websocket') ?? null, 'socket-io': of('socket-io') ?? null },
  });
  const seen = (run: number, side: Side) => results[run]?.lanes.find(({ id }) => id === side)?.figures;
  const lost = (run: number) => (side: Side) => {
    const order = seen(run, side)?.order;
    return order && order.lost + order.missed;
  };
  const connecting = (run: number) => (side: Side) => {
    const figures = seen(run, side);
    return figures && figures.handshakesUp + figures.handshakesDown;
  };
  return [
    row('Bytes for each price, over a WebSocket', 'B', (side) => seen(1, side)?.bytesPerTick),
    row('Bytes to connect, over a WebSocket at once', 'B', connecting(1)),
    row('Requests, over a WebSocket at once', 'count', (side) => seen(1, side)?.requests),
    row('Bytes to connect, as both do by default', 'B', connecting(0)),
    row('Requests, as both do by default', 'count', (side) => seen(0, side)?.requests),
    row('Prices lost across a cut, with nothing of the library’s own', 'count', lost(2)),
    row('Prices lost across a cut, with the library’s recovery', 'count', lost(3)),
    row('Prices lost across a cut, with a cursor of ours', 'count', lost(4)),
    row('Lines of code, both halves', 'count', (side) => weighed?.lines[side]),
    row('Bytes of library in the browser', 'B', (side) => (side === 'websocket' ? 0 : weighed?.library)),
  ];
}

/** What the runs say, in sentences; a difference is told where there is one. */
export function comparedInWords(rows: readonly ComparedRow[]): string[] {
  const [perPrice, , , , requests, nothing, recovery, cursor] = rows.map(({ values }) => values);
  const sentences: string[] = [];
  const [bare, library] = [perPrice?.websocket, perPrice?.['socket-io']];
  if (bare && library)
    sentences.push(
      bare.toFixed(0) === library.toFixed(0)
        ? `A price took ${amount('B', bare)} by both.`
        : `A price took ${amount('B', bare)} by the protocol alone and ${amount('B', library)} by the library on top of it: ${multiple(library / bare)}.`,
    );
  const asked = requests?.['socket-io'];
  if (asked && requests?.websocket)
    sentences.push(
      `By default the library made ${formatCount(asked)} requests until the end of the run, the protocol ${formatCount(requests.websocket)}.`,
    );
  const lostBy = (values: ComparedRow['values'] | undefined) => values?.['socket-io'] ?? null;
  const [alone, itself, ours] = [lostBy(nothing), lostBy(recovery), lostBy(cursor)];
  if (alone !== null && itself !== null && ours !== null)
    sentences.push(
      `Across a cut the library lost ${formatCount(alone)} prices by default, ${formatCount(itself)} with its own recovery, and ${formatCount(ours)} where it was told the last price that the client had.`,
    );
  return sentences;
}

const isCode = (line: string) => line.trim() !== '' && !/^\s*(\/\/|\/?\*)/.test(line);

/** Lines of the source that is shown which are neither empty nor a comment. */
export function linesOfCode(halves: readonly HalfCode[]): number {
  return halves
    .flatMap(({ lines }) => lines.map(({ tokens }) => tokens.map(([, , text]) => text).join('')))
    .filter(isCode).length;
}
