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
    file: 'lib/link/settings.ts',
    line: 'outageFor: 5,',
    what: ['5 → 10'],
    why: 'How long an outage lasts says nothing where there are none.',
  },
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
    file: 'lib/run/comparison.ts',
    line: 'private ticks = 0;',
    what: ['0 → 1'],
    why: 'A round of one tick finds nothing.',
  },
  {
    file: 'lib/run/comparison.ts',
    line: 'const ticks = lanes.reduce((sum, { receipts }) => sum + receipts.count, 0);',
    what: ['+ → -', '0 → 1'],
    why: 'Any number will do that is another one when there are more ticks.',
  },
  {
    file: 'lib/run/comparison.ts',
    line: 'bootstrap.draw(Math.ceil(STEP / (count * lanes.length)));',
    what: ['Math.ceil → Math.floor'],
    why: 'How much is done in a step: the same comes of it.',
  },
  {
    file: 'lib/run/distribution.ts',
    line: 'const end = power * ([1, 2, 4, 8, 10].find((factor) => factor * power >= max) ?? 10);',
    what: ['10 → 20'],
    why: 'What stands behind `??` is for the types: there is always a value.',
  },
  {
    file: 'lib/run/engine.ts',
    line: 'const COMPARE_MS = 25;',
    what: ['25 → 50'],
    why: 'How often something is done: tests wait for what is told, and not for when.',
  },
  {
    file: 'lib/run/engine.ts',
    line: 'const CHARTS_MS = 500;',
    what: ['500 → 1000'],
    why: 'How often something is done: tests wait for what is told, and not for when.',
  },
  {
    file: 'lib/run/engine.ts',
    line: 'const PRICES_MS = 50;',
    what: ['50 → 100'],
    why: 'How often something is done: tests wait for what is told, and not for when.',
  },
  {
    file: 'lib/run/engine.ts',
    line: 'const COMPLAINT_MS = 8000;',
    what: ['8000 → 16000'],
    why: 'A test would have to wait for it: 8 s.',
  },
  {
    file: 'lib/run/engine.ts',
    line: 'slept: (ms) => this.interruptions.slept(ms, this.elapsed / 1000),',
    what: ['/ → *', '1000 → 2000'],
    why: 'No clock of a test stands still; the sum is that of setVisible, and the effect that of Interruptions.slept.',
  },
  {
    file: 'lib/run/engine.ts',
    line: 'this.publish();',
    what: ['this.publish(); → ;'],
    why: 'The next beat tells the same, a quarter of a second later.',
  },
  {
    file: 'lib/run/engine.ts',
    line: 'this.pricesChanged();',
    what: ['this.pricesChanged(); → ;'],
    why: 'The next beat tells the same, a quarter of a second later.',
  },
  {
    file: 'lib/run/export.ts',
    line: 'techniques: segments.at(-1)?.techniques ?? {},',
    what: ['1 → 0'],
    why: 'What stands behind `??` is for the types: there is always a value.',
  },
  {
    file: 'lib/run/export.ts',
    line: 'comparisons: segments.at(-1)?.comparisons ?? {},',
    what: ['1 → 0'],
    why: 'What stands behind `??` is for the types: there is always a value.',
  },
  {
    file: 'lib/run/interruptions.ts',
    line: 'if (this.hiddenSince && to >= this.hiddenSince.start) return true;',
    what: ['>= → >'],
    why: 'Times are fractions of a millisecond: none falls on the very edge.',
  },
  {
    file: 'lib/run/measurements.ts',
    line: 'private joinedAt = 0;',
    what: ['0 → 1'],
    why: 'Nothing was due in the first millisecond of 1970.',
  },
  {
    file: 'lib/run/measurements.ts',
    line: 'if (due === null || due >= now || this.watchedSince === null) return null;',
    what: ['>= → >'],
    why: 'A price that is due now has been missing for no time.',
  },
  {
    file: 'lib/run/measurements.ts',
    line: 'if (tick.seq > this.cursor + 1) this.endSpell(received);',
    what: ['+ → -', '1 → 0', '> → >=', 'tick.seq > this.cursor + 1 → true'],
    why: 'Only saves the work: the time that the next tick in order was missing counts once, here or with the tick.',
  },
  {
    file: 'lib/run/measurements.ts',
    line: 'if (at < this.joinedAt) return;',
    what: ['< → <='],
    why: 'Times are fractions of a millisecond: none falls on the very edge.',
  },
  {
    file: 'lib/run/measurements.ts',
    line: 'const isImpossible = received < at - MOST_EARLY_MS;',
    what: ['< → <='],
    why: 'Times are fractions of a millisecond: none falls on the very edge.',
  },
  {
    file: 'lib/run/run.ts',
    line: 'private stoppedAt = 0;',
    what: ['0 → 1'],
    why: 'Set before it is first asked for: as something else than to run is wanted.',
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
    what: ['isIdeal(this.current) → false'],
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
  {
    file: 'server/link/linked-connection.ts',
    line: 'return (pipes?.up.queued ?? 0) < SEND_BUFFER;',
    what: ['0 → 1'],
    why: 'Without pipes nothing is queued: 1 byte is as far from the limit as 0.',
  },
  {
    file: 'server/link/linked-connection.ts',
    line: 'if (!this.link) return 0;',
    what: ['0 → 1'],
    why: 'A time in ms since the process began: 1 ms is as long ago as 0.',
  },
  {
    file: 'server/link/linked-connection.ts',
    line: '? this.link.bufferUntil(this.pipes?.down.queued ?? 0)',
    what: ['0 → 1'],
    why: 'What stands behind `??` is for the types: there is always a value.',
  },
  {
    file: 'server/link/linked-connection.ts',
    line: ': 0;',
    what: ['0 → 1'],
    why: 'A time in ms since the process began: 1 ms is as long ago as 0.',
  },
  {
    file: 'server/link/pipe.ts',
    line: 'private blocked = false;',
    what: ['false → true'],
    why: 'Set as the first parcel goes in.',
  },
  {
    file: 'server/link/pipe.ts',
    line: 'if (this.empty && dueAt <= now && this.transit.blockedUntil(now) <= now) {',
    what: ['<= → <', 'this.empty && dueAt <= now && this.transit.bloc… → false'],
    why: 'Only saves a parcel: what is due at once comes out at once either way.',
  },
  {
    file: 'server/link/pipe.ts',
    line: 'if (this.parcels.length === 1 || this.blocked) this.pump();',
    what: ['this.parcels.length === 1 || this.blocked → true'],
    why: 'Only saves looking again: nothing that is not due comes out.',
  },
  {
    file: 'server/link/pipe.ts',
    line: 'clearTimeout(this.timer);',
    what: ['clearTimeout(this.timer); → ;'],
    why: 'A timer that is left finds nothing due, or nothing at all.',
  },
  {
    file: 'server/link/pipe.ts',
    line: 'this.timer = setTimeout(() => this.pump(), Math.ceil(ms));',
    what: ['Math.ceil → Math.floor'],
    why: 'It looks once or twice more before it is due.',
  },
];
