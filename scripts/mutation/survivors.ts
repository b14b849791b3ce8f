/** Mutants that no test is expected to notice. */
interface Explained {
  file: string;
  /** The line of code, without the spaces around it. */
  line: string;
  /** What is changed in it, as the script says it. */
  what: readonly string[];
  /** Why no test notices: the change makes no difference, or none that is worth a test. */
  why: string;
}

export const survivors: readonly Explained[] = [
  {
    file: 'lib/measure/histogram.ts',
    line: 'if (ms > this.max) this.max = ms;',
    what: ['> → >='],
    why: 'As large as the largest: it becomes itself.',
  },
  {
    file: 'lib/measure/histogram.ts',
    line: 'return low === null || high === null ? null : { low, high };',
    what: ['|| → &&'],
    why: 'Both are null, or neither.',
  },
  {
    file: 'lib/measure/histogram.ts',
    line: 'if (bin < 0) bin = at < (edges[0] ?? 0) ? 0 : counts.length - 1;',
    what: ['0 → 1', '< → <='],
    why: 'What is on the first edge has a bin, and there is always a first edge.',
  },
  {
    file: 'lib/measure/histogram.ts',
    line: 'counts[bin] = (counts[bin] ?? 0) + count;',
    what: ['0 → 1'],
    why: 'What stands behind `??` is for the types: there is always a value.',
  },
  {
    file: 'lib/measure/histogram.ts',
    line: 'return ms <= FLOOR ? 0 : Math.ceil(Math.log(ms / FLOOR) / GROWTH);',
    what: ['<= → <'],
    why: 'At the floor itself the logarithm is 0 too.',
  },
  {
    file: 'lib/measure/noise-floor.ts',
    line: 'const [best = 0] = sorted;',
    what: ['0 → 1'],
    why: 'What stands behind `??` is for the types: there is always a value.',
  },
  {
    file: 'lib/measure/order-check.ts',
    line: "counts: Omit<Order, 'lost'> = { received: 0, missed: 0, doubled: 0, outOfOrder: 0 },",
    what: ['0 → 1'],
    why: 'Counts that are made because none were given are looked at by nobody.',
  },
  {
    file: 'lib/measure/order-check.ts',
    line: 'if (to <= this.cursor) return;',
    what: ['<= → <'],
    why: 'A gap up to the cursor adds 0 missed ticks and leaves the cursor where it is.',
  },
  {
    file: 'lib/measure/receipts.ts',
    line: 'private newest = -1;',
    what: ['1 → 0'],
    why: 'No slot holds a tick yet, whichever is looked at.',
  },
  {
    file: 'lib/measure/receipts.ts',
    line: 'const newest = Math.min(...lanes.map((lane) => lane.newest));',
    what: ['Math.min → Math.max'],
    why: 'The same ticks are found: those after are not in every lane. It only takes longer.',
  },
  {
    file: 'lib/measure/receipts.ts',
    line: 'for (let seq = newest; seq > newest - KEPT && seq >= 0 && slots.length < COMPARED; seq--) {',
    what: ['> → >='],
    why: 'The slot of that tick has been taken by the newest.',
  },
  {
    file: 'lib/measure/staleness.ts',
    line: 'if (since === null || since >= now) return { ms: total, longest: longestSpell };',
    what: ['>= → >'],
    why: 'A spell that begins now adds nothing, and what it joins is known to be as long.',
  },
  {
    file: 'server/link/link.ts',
    line: 'private since = 0;',
    what: ['0 → 1'],
    why: 'Set by each change of the settings; without one there are no outages.',
  },
  {
    file: 'server/link/link.ts',
    line: 'private faultsEnd = 0;',
    what: ['0 → 1'],
    why: 'A time in ms since the process began: 1 ms is as long ago as 0.',
  },
  {
    file: 'server/link/link.ts',
    line: 'private readonly until = { refuse: 0, unavailable: 0, freeze: 0, buffer: 0, outage: 0 };',
    what: ['0 → 1'],
    why: 'A time in ms since the process began: 1 ms is as long ago as 0.',
  },
  {
    file: 'server/link/link.ts',
    line: 'return this.always || (this.faultsEnd > 0 && this.faultsEnd > performance.now());',
    what: ['0 → 1', '> → >='],
    why: 'Only saves looking at the clock: no fault ends in the first millisecond of a process.',
  },
  {
    file: 'server/link/link.ts',
    line: 'if (isIdeal(this.current)) return now;',
    what: ['isIdeal(this.current) → false', 'isIdeal(this.current) → false'],
    why: 'Only saves the work: through an ideal link everything arrives at once.',
  },
  {
    file: 'server/link/link.ts',
    line: 'const departure = Math.max(now, direction.freeAt) + (kbit > 0 ? (bytes * 8) / kbit : 0);',
    what: ['0 → 1'],
    why: 'A bandwidth of 1 kbit/s cannot be set.',
  },
  {
    file: 'server/link/link.ts',
    line: 'return stalls > 0 && this.chance(direction) > (1 - stalls / 100) ** Math.ceil(bytes / SEGMENT);',
    what: ['> → >='],
    why: 'Chance is never above 1, nor the very number: without stalls nothing is lost.',
  },
  {
    file: 'server/link/link.ts',
    line: 'direction = { freeAt: 0, drawn: 0, stream: this.directions.size };',
    what: ['0 → 1'],
    why: 'A time in ms since the process began: 1 ms is as long ago as 0.',
  },
  {
    file: 'server/link/link.ts',
    line: 'const SEED = 20_488;',
    what: ['20_488 → 40976'],
    why: 'Any seed will do.',
  },
  {
    file: 'server/link/linked-connection.ts',
    line: 'private number = 0;',
    what: ['0 → 1'],
    why: 'Set as it joins a link, and nothing is captured before.',
  },
  {
    file: 'server/link/linked-connection.ts',
    line: 'return (this.pipes?.down.queued ?? 0) > SEND_BUFFER;',
    what: ['0 → 1'],
    why: 'Without pipes nothing is queued: 1 byte is as far from the limit as 0.',
  },
];
