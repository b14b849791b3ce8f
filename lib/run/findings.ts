import { SILENCE_MS } from '@/lib/connection/heartbeat';
import { formatCountOf, formatMs } from '@/lib/figures/format';
import { nameOf, type TechniqueId } from '@/lib/techniques';

/** Something that stands between browser and server, such as a proxy, and changes what comes of a technique. */
export type Finding =
  /** No WebSocket comes through. */
  | { kind: 'upgrade refused' }
  /** Of what the server has sent, nothing has come for so long, ms. */
  | { kind: 'held back'; technique: TechniqueId; ms: number; ticks: number }
  /** Ticks come together that were due over so long a time, ms. */
  | { kind: 'in clumps'; technique: TechniqueId; ms: number }
  /** A connection is cut when nothing was said on it for so long, ms. */
  | { kind: 'cut when idle'; technique: TechniqueId; ms: number };

/** A finding as the page says it. */
export function inWords(finding: Finding): string {
  switch (finding.kind) {
    case 'upgrade refused':
      return 'Something between this page and the server lets no WebSocket through: it refuses the request to upgrade, or drops it. A WebSocket lane cannot connect. The figures and the comparison of the clocks go over HTTP instead, in short requests that are not counted.';
    case 'held back':
      return `${nameOf(finding.technique)}: the server has sent ${formatCountOf(finding.ticks, 'tick')} in ${formatMs(finding.ms)}, and none has come. Something in between holds the answer back until a buffer is full, or the answer complete.`;
    case 'in clumps':
      return `${nameOf(finding.technique)}: ticks of about ${formatMs(finding.ms)} come all at once, again and again. Something in between holds the answer back until a buffer is full.`;
    case 'cut when idle':
      return `${nameOf(finding.technique)}: the connection was cut after ${formatMs(finding.ms)} of silence, more than once. Something in between gives up connections on which nothing is said for so long.`;
  }
}

/** What was seen of a technique whose server half sends unasked. Times in ms on one clock. */
export interface ObservedStream {
  /** Ticks in the order of their numbers: when they were due, and when they came. */
  due: ArrayLike<number>;
  received: ArrayLike<number>;
  /** Since when a tick is missing that was due; null where none is. */
  missingSince: number | null;
  /** Ticks that the server has sent since the last one came. */
  sentSince: number;
}

/** A connection that was lost, and not by this browser's doing. */
export interface Loss {
  at: number;
  /** For how long nothing had come on it. */
  silence: number;
}

/** A stream that brings nothing for so long, of so many ticks that were sent, is held back. */
const NOTHING_MS = 5000;
const NOTHING_TICKS = 3;

/** Ticks that come within so long of one another come together. */
const TOGETHER_MS = 10;
/** A way that is merely uneven does not keep a tick for so long. */
const CLUMP_MS = 500;
/** So many clumps, and this share of the ticks in them, are no accident. */
const CLUMPS = 3;
const SHARE_IN_CLUMPS = 0.8;

/** A shorter silence ends for other reasons too. */
const IDLE_MS = 2000;
/** Two silences of one length: within so much of the longer one, or so many ms. */
const SAME_SHARE = 0.05;
const SAME_MS = 250;

/** @returns for how long what the server has sent is held back, ms; null where it is not */
export function heldBack({ missingSince, sentSince }: ObservedStream, now: number): number | null {
  if (missingSince === null || sentSince < NOTHING_TICKS) return null;
  const ms = now - missingSince;
  return ms >= NOTHING_MS ? ms : null;
}

/** @returns how far apart the ticks were due that come together, ms: the median clump; null where they come one by one */
export function inClumps({ due, received }: ObservedStream): number | null {
  const clumps: { span: number; ticks: number }[] = [];
  for (let first = 0; first < due.length; ) {
    let next = first + 1;
    while (next < due.length && at(received, next) - at(received, next - 1) <= TOGETHER_MS) next++;
    clumps.push({ span: at(due, next - 1) - at(due, first), ticks: next - first });
    first = next;
  }
  const long = clumps.filter(({ span }) => span >= CLUMP_MS).sort((a, b) => a.span - b.span);
  const inLong = long.reduce((sum, { ticks }) => sum + ticks, 0);
  if (long.length < CLUMPS || inLong < SHARE_IN_CLUMPS * due.length) return null;
  return long[Math.floor(long.length / 2)]?.span ?? null;
}

/**
 * @param losses of one technique's connections, oldest first
 * @param held for how long the server may keep an answer back, ms: this browser's own patience is longer by that
 * @returns the silence after which connections are cut, ms; null where the last two do not tell
 */
export function cutWhenIdle(losses: readonly Loss[], held: number): number | null {
  const [one, other] = losses.slice(-2).map(({ silence }) => silence);
  if (one === undefined || other === undefined) return null;
  const [short, long] = [Math.min(one, other), Math.max(one, other)];
  const isSame = long - short <= Math.max(SAME_MS, SAME_SHARE * long);
  // What has been silent for longer, this browser has given up itself.
  const isCut = short >= IDLE_MS && long < SILENCE_MS + held;
  return isSame && isCut ? (short + long) / 2 : null;
}

function at(times: ArrayLike<number>, index: number): number {
  return times[index] ?? Number.NaN;
}
