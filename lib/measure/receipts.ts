/** The ticks that are kept, by their `seq`: lanes that are compared may be some seconds apart. */
const KEPT = 4000;

/** At most so many ticks are compared: the newest that all have. */
const COMPARED = 2000;

/** Ticks that several lanes have received, in the order of their `seq`. All times in ms on one clock. */
export interface CommonTicks {
  /** When each was due: one time for all lanes, so that the clocks' error is in no difference. */
  due: Float64Array;
  /** For each lane, when it had them. */
  received: Float64Array[];
}

/** When the latest ticks of a lane were due, and when it had them. */
export class Receipts {
  /** The tick of number `seq` stands at `seq % KEPT`, as long as no later one has taken its place. */
  private readonly seqs = new Float64Array(KEPT).fill(-1);
  private readonly due = new Float64Array(KEPT);
  private readonly received = new Float64Array(KEPT);
  private newest = -1;
  count = 0;

  /** Both times in ms on the same clock. */
  add(seq: number, due: number, received: number): void {
    const at = seq % KEPT;
    this.seqs[at] = seq;
    this.due[at] = due;
    this.received[at] = received;
    this.newest = Math.max(this.newest, seq);
    this.count++;
  }

  /** The newest ticks that every one of these lanes has received. */
  static common(lanes: readonly Receipts[]): CommonTicks {
    const newest = Math.min(...lanes.map((lane) => lane.newest));
    const slots: number[] = [];
    for (let seq = newest; seq > newest - KEPT && seq >= 0 && slots.length < COMPARED; seq--) {
      const at = seq % KEPT;
      if (lanes.every(({ seqs }) => seqs[at] === seq)) slots.push(at);
    }
    slots.reverse();
    const times = (all: Float64Array | undefined) =>
      Float64Array.from(slots, (at) => all?.[at] ?? Number.NaN);
    return { due: times(lanes[0]?.due), received: lanes.map(({ received }) => times(received)) };
  }
}

/**
 * For how long the price on the screen was out of date while each of the ticks was the newest; and how long the spell was
 * that ended with it, 0 where none did, so that a spell is one value however many ticks came in it; ms.
 */
export function outOfDate(due: Float64Array, received: Float64Array) {
  const time = new Float64Array(due.length);
  const spell = new Float64Array(due.length);
  let since = -Infinity;
  let until = -Infinity;
  due.forEach((at, i) => {
    if (at > until) since = at;
    else spell[i - 1] = 0;
    until = Math.max(until, received[i] ?? at, at);
    time[i] = Math.max(0, Math.min(until, due[i + 1] ?? Infinity) - at);
    spell[i] = until - since;
  });
  return { time, spell };
}
