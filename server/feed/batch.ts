import type { Gap } from '@/lib/market/tick';

/** A tick ready to be sent: `json` is the text that every technique carries. */
export interface EncodedTick {
  seq: number;
  json: string;
}

/** Ticks that go out together, after `gap` if the client's cursor was older than the history. */
export interface Batch {
  gap?: Gap;
  ticks: readonly EncodedTick[];
  /** The cursor of a client that has got it. */
  last: number;
  /** Bytes of the ticks' JSON. */
  payload: number;
}

export function batchOf(ticks: readonly EncodedTick[], last: number): Batch {
  return { ticks, last, payload: ticks.reduce((bytes, { json }) => bytes + json.length, 0) };
}

/** The part of a batch after `since`: the batch itself wherever that is all of it. */
export function after(batch: Batch, since: number): Batch {
  const first = batch.ticks[0];
  if (!first || first.seq > since) return batch;
  return batchOf(
    batch.ticks.filter(({ seq }) => seq > since),
    batch.last,
  );
}
