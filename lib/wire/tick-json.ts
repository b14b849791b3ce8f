/** How the JSON of a tick begins; it has no braces inside. */
const START = '{"seq":';
const seqAt = /\{"seq":(\d+),/y;

/** Where the next tick begins, or −1. */
export function findTick(text: string, from: number): number {
  return text.indexOf(START, from);
}

export function isTickAt(text: string, at: number): boolean {
  return text.startsWith(START, at);
}

/** Where the tick that begins at `from` ends: behind its brace, or with the text where that was cut off. */
export function endOfTick(text: string, from: number): number {
  return text.indexOf('}', from) + 1 || text.length;
}

/** The number of the tick that begins at `from`; undefined where the text was cut off before it ends. */
export function seqOfTick(text: string, from: number): number | undefined {
  seqAt.lastIndex = from;
  const seq = seqAt.exec(text)?.[1];
  return seq === undefined ? undefined : Number(seq);
}

/** Ticks in a few words. */
export function nameTicks(seqs: readonly number[]): string {
  return seqs.length === 1 ? `tick ${seqs[0]}` : `ticks ${seqs[0]} to ${seqs.at(-1)}`;
}
