import type { WireKind } from './kinds';

/** A part of the bytes that crossed, with what it is for. */
export interface Part {
  name: string;
  from: number;
  to: number;
  /** As a reader wants to see it. */
  text: string;
  meaning: string;
  /** Where that is laid down. */
  source: string;
  /** Whether these bytes are a tick itself, in JSON or as its technique encodes it; all others are overhead. */
  payload: boolean;
  /** The tick, where it is known. */
  seq?: number | undefined;
}

/** What crossed, read. The parts follow each other without a hole, and cover all that was captured. */
export interface Reading {
  kind: WireKind;
  /** A few words on what it says. */
  label: string;
  parts: readonly Part[];
}

/** A path without what is the same for all techniques of a market. */
export function shortPath(path: string): string {
  return path.replace(/^\/api\/markets\/[^/]+/, '…');
}

/** Follows a connection of which nothing has to be remembered. */
export const stateless = () => () => undefined;
