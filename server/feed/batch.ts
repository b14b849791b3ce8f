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

/** The first ticks of a batch, one at least: the batch itself wherever all of it has so many bytes at most. */
export function portion(batch: Batch, atMost: number): Batch {
  if (batch.payload <= atMost) return batch;
  let bytes = 0;
  const over = batch.ticks.findIndex(({ json }) => {
    bytes += json.length;
    return bytes > atMost;
  });
  const ticks = batch.ticks.slice(0, Math.max(1, over));
  return batchOf(ticks, ticks.at(-1)?.seq ?? batch.last);
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
