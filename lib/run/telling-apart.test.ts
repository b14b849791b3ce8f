import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compare } from '@/lib/figures/compare';
import { gaussian } from '@/lib/market/random';
import { Histogram } from '@/lib/measure/histogram';
import { Receipts } from '@/lib/measure/receipts';
import { Staleness } from '@/lib/measure/staleness';
import { type TechniqueId, techniqueIds, techniques } from '@/lib/techniques';
import { LaneComparison } from './comparison';
import { fitnessOf } from './fitness';
import { scoreboardFigures } from './scoreboard';
import type { LaneFigures, LaneSnapshot } from './snapshot';

const [first, second, third] = techniqueIds;

/** Half a second between ticks. */
const APART = 500;

interface Made {
  latencies: number[];
  figures?: Partial<LaneFigures>;
  on?: boolean;
  state?: LaneSnapshot['state'];
}

/** Lanes that have received the same ticks, each so late, as they are compared after a whole round. */
function lanesOf(
  lanes: readonly Made[],
  around: { noiseFloor?: number | null; elapsed?: number; interval?: number; apart?: number } = {},
) {
  const { noiseFloor = 0.5, elapsed = 60_000, interval = 2000, apart = APART } = around;
  const made = lanes.map(({ latencies, figures, on = true, state = { kind: 'open' } }, lane) => {
    const [receipts, histogram, staleness] = [new Receipts(), new Histogram(), new Staleness()];
    latencies.forEach((latency, i) => {
      const due = i * apart;
      receipts.add(i + 1, due, due + latency);
      histogram.add(latency);
      staleness.add(due, due + latency);
    });
    const all: LaneFigures = {
      latency: {
        p50: histogram.percentile(0.5),
        p90: histogram.percentile(0.9),
        p99: histogram.percentile(0.99),
        max: histogram.percentile(1),
        count: histogram.count,
      },
      staleness: { ms: staleness.ms, longest: staleness.longest, share: staleness.ms / elapsed },
      order: { received: latencies.length, lost: 0, missed: 0, doubled: 0, outOfOrder: 0 },
      requests: 1,
      empty: 0,
      connections: 1,
      reconnects: 0,
      payload: 0,
      overhead: 0,
      up: 0,
      down: 0,
      bytes: 0,
      bytesPerTick: null,
      recovery: null,
      setAside: 0,
      trader: { cost: null, quotes: 0, roundTrip: null, roundTripRange: null, trades: 0, unanswered: 0 },
      ...figures,
    };
    return { id: techniqueIds[lane] as TechniqueId, on, state, figures: all, receipts };
  });
  const comparison = new LaneComparison();
  for (let i = 0; i < 200; i++) comparison.step(() => made);
  const unfit = fitnessOf(made, elapsed, interval);
  return made.map((lane) => ({
    ...lane,
    comparison: { unfit: unfit(lane), differences: comparison.differencesOf(lane.receipts), noiseFloor },
  }));
}

function verdictOf(key: string, lanes: ReturnType<typeof lanesOf>) {
  const row = scoreboardFigures.find((figure) => figure.key === key);
  assert.ok(row);
  return compare(row, lanes);
}

const marks = (key: string, lanes: ReturnType<typeof lanesOf>) =>
  verdictOf(key, lanes).marks.map(({ kind }) => kind);

/** Latencies of `count` ticks around `ms`. */
const around = (ms: number, count = 200, seed = 1, spread = 0.3) =>
  Array.from({ length: count }, (_, i) => ms + spread * gaussian(seed, 0, i));

test('107 ms against 108 ms is no difference', () => {
  const lanes = lanesOf([{ latencies: around(107, 200, 1, 3) }, { latencies: around(108, 200, 2, 3) }]);
  for (const key of ['latency_p50', 'latency_p90', 'latency_p99', 'latency_max']) {
    assert.equal(verdictOf(key, lanes).tie, true, key);
  }
});

test('streams on an ideal link that differ by noise alone share every mark', () => {
  const lanes = lanesOf([1, 2, 3].map((seed) => ({ latencies: around(1.2, 400, seed) })));
  for (const key of [
    'latency_p50',
    'latency_p90',
    'latency_p99',
    'latency_max',
    'stale_share',
    'stale_longest',
  ]) {
    assert.equal(verdictOf(key, lanes).tie, true, key);
  }
});

test('a lane that is 5 ms slower in every tick is told apart, in each figure of the ticks', () => {
  // What delays all of them says nothing about any: it is in no difference.
  const common = around(0, 200, 9, 20).map(Math.abs);
  const latencies = (ms: number, seed: number) =>
    around(ms, 200, seed).map((own, i) => own + (common[i] ?? 0));
  const lanes = lanesOf([
    { latencies: latencies(7, 1) },
    { latencies: latencies(2, 2) },
    { latencies: latencies(2, 3) },
  ]);
  for (const key of [
    'latency_p50',
    'latency_p90',
    'latency_p99',
    'latency_max',
    'stale_share',
    'stale_longest',
  ]) {
    assert.deepEqual(marks(key, lanes), ['behind', 'best', 'best'], key);
  }
});

test('what the noise floor or a bucket of the histogram may have made is no difference', () => {
  const latencies = (ms: number) => around(ms, 100, 1);
  const told = (ms: number, noiseFloor: number | null) =>
    marks(
      'latency_p50',
      lanesOf([{ latencies: latencies(100) }, { latencies: latencies(ms) }], { noiseFloor }),
    )[1];
  assert.equal(told(106, 1), 'behind');
  assert.equal(told(106, 5), 'best');
  assert.equal(told(101.9, 0), 'best');
  assert.equal(told(106, null), 'none');
});

test('a copy of a lane that is later by a part of it is behind if that exceeds floor and bucket, and never else', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1, max: 300, noNaN: true }), { minLength: 20, maxLength: 60 }),
      fc.double({ min: 1, max: 1.5, noNaN: true }),
      fc.double({ min: 0, max: 30, noNaN: true }),
      (latencies, scale, noiseFloor) => {
        const lanes = lanesOf([{ latencies }, { latencies: latencies.map((ms) => ms * scale) }], {
          noiseFloor,
        });
        const p50 = lanes[0]?.figures.latency.p50 ?? 0;
        const kind = marks('latency_p50', lanes);
        assert.equal(kind[0], 'best');
        // Within the interval either may be said; at most all ticks are as far apart as the latest.
        const most = (scale - 1) * Math.max(...latencies);
        const least = (scale - 1) * Math.min(...latencies);
        const unresolved = noiseFloor + 0.02 * p50;
        if (most <= unresolved) assert.equal(kind[1], 'best');
        if (least > unresolved + 0.01 * p50 && scale > 1.03) assert.equal(kind[1], 'behind');
      },
    ),
    { numRuns: 60 },
  );
});

test('0.0 % of the time out of date against 0.0 % is no distinction', () => {
  const lanes = lanesOf([
    { latencies: around(0.2, 100, 1, 0.05) },
    { latencies: around(0.67, 100, 2, 0.05) },
  ]);
  assert.equal(verdictOf('stale_share', lanes).tie, true);
});

test('of many prices a second, one that is always out of date is told from one that is half of the time', () => {
  // A tick each 5 ms. One lane has them within 2.5 ms, the other fetches them every second; both as busy as each other.
  const stream = Array.from({ length: 2000 }, (_, i) => 2.5 + Math.abs(gaussian(1, 0, i)));
  const polls = stream.map((latency, i) => latency + (200 - (i % 200)) * 5);
  const lanes = lanesOf([{ latencies: stream }, { latencies: polls }], {
    noiseFloor: 3,
    elapsed: 10_000,
    apart: 5,
  });
  assert.ok((lanes[0]?.figures.staleness.share ?? 1) < 0.7);
  assert.deepEqual(marks('stale_share', lanes), ['best', 'behind']);
});

test('a lane that was silent for a while is told apart by the time out of date', () => {
  for (const ticks of [5, 10, 40]) {
    const silent = around(20, 120, 1).map((ms, i) =>
      i >= 60 && i < 60 + ticks ? (60 + ticks - i) * APART : ms,
    );
    const lanes = lanesOf([{ latencies: around(20, 120, 2) }, { latencies: silent }]);
    for (const key of ['stale_share', 'stale_longest', 'latency_max']) {
      assert.deepEqual(marks(key, lanes), ['best', 'behind'], key);
    }
    assert.equal(verdictOf('latency_p50', lanes).tie, true);
  }
});

test('a silence that goes on is none the less for the ticks that have not come', () => {
  const lanes = lanesOf([
    { latencies: around(20, 120, 1) },
    { latencies: around(20, 100, 2), figures: { staleness: { ms: 12_000, longest: 10_020, share: 0.2 } } },
  ]);
  for (const key of ['stale_share', 'stale_longest'])
    assert.deepEqual(marks(key, lanes), ['best', 'behind'], key);
});

test('one silence of a fraction of a second is no difference in the longest, however many ticks came in it', () => {
  const stream = (seed: number) => Array.from({ length: 2000 }, (_, i) => 1 + 0.2 * gaussian(seed, 0, i));
  const silent = stream(1).map((ms, i) => (i >= 1000 && i < 1120 ? (1120 - i) * 5 : ms));
  const lanes = lanesOf([{ latencies: stream(2) }, { latencies: silent }], { elapsed: 10_000, apart: 5 });
  assert.equal(verdictOf('stale_longest', lanes).tie, true);
});

test('one tick that was late by what a busy browser does is no difference', () => {
  const late = around(20, 120, 1).with(60, 90);
  const lanes = lanesOf([{ latencies: around(20, 120, 2) }, { latencies: late }]);
  for (const key of ['stale_share', 'stale_longest', 'latency_max']) {
    assert.equal(verdictOf(key, lanes).tie, true, key);
  }
});

test('before 20 prices nothing is said of latency, and before a noise floor neither', () => {
  const few = lanesOf([{ latencies: around(5, 19) }, { latencies: around(50, 19) }]);
  assert.deepEqual(marks('latency_p50', few), ['none', 'none']);
  assert.deepEqual(verdictOf('latency_p50', few).marks[0], { kind: 'none', why: 'fewer than 20 prices' });
  const enough = lanesOf([{ latencies: around(5, 20) }, { latencies: around(50, 20) }]);
  assert.deepEqual(marks('latency_p50', enough), ['best', 'behind']);
});

test('one lane with too few prices has no mark, and leaves the others theirs', () => {
  const lanes = lanesOf([{ latencies: around(1, 3) }, { latencies: around(5) }, { latencies: around(50) }]);
  assert.deepEqual(marks('latency_p50', lanes), ['none', 'best', 'behind']);
});

const counted = { requests: 4, bytes: 4000 };

test('0.4 s after a reset, with no price in a lane, nothing is said of counts', () => {
  const made = [
    { latencies: [], figures: counted },
    { latencies: [1], figures: { ...counted, requests: 1 } },
  ];
  assert.deepEqual(marks('requests', lanesOf(made, { elapsed: 400, interval: 2000 })), ['none', 'none']);
  // Time alone is not enough.
  assert.deepEqual(marks('requests', lanesOf(made, { elapsed: 4000, interval: 2000 })), ['none', 'none']);
  const priced = made.map((lane) => ({ ...lane, latencies: [1] }));
  assert.deepEqual(marks('requests', lanesOf(priced, { elapsed: 3999, interval: 2000 })), ['none', 'none']);
  assert.deepEqual(marks('requests', lanesOf(priced, { elapsed: 4000, interval: 2000 })), ['behind', 'best']);
});

test('a lane that lost prices, is not connected or was switched off has no mark, and is told why', () => {
  const order = { received: 199, lost: 1, missed: 0, doubled: 0, outOfOrder: 0 };
  const others = [
    { latencies: around(50), figures: counted },
    { latencies: around(50), figures: { ...counted, requests: 9 } },
  ];
  const why = (lane: Partial<Made>) => {
    const lanes = lanesOf([{ latencies: around(1), ...lane }, ...others]);
    assert.deepEqual(marks('requests', lanes), ['none', 'best', 'behind']);
    assert.equal(marks('latency_p50', lanes)[0], 'none');
    const mark = verdictOf('requests', lanes).marks[0];
    return mark?.kind === 'none' ? mark.why : null;
  };
  assert.equal(why({ figures: { order } }), 'prices were lost');
  assert.equal(why({ figures: { order: { ...order, lost: 0, missed: 3 } } }), 'prices were lost');
  assert.equal(why({ state: { kind: 'waiting', reason: 'refused', retryIn: 9 } }), 'not connected');
  assert.equal(why({ on: false }), 'switched off');
});

test('bytes are exact, but for one exchange that may be on its way', () => {
  const polls = techniques.find(({ traits }) => traits.asks !== 'once')?.id;
  const stream = techniques.find(({ traits }) => traits.asks === 'once')?.id;
  const bytes = (id: TechniqueId | undefined, all: number, more: number) => {
    const made = [all, all + more].map((sum) => ({
      latencies: around(5, 100),
      figures: { requests: 20, bytes: sum, up: sum, down: sum, overhead: sum },
    }));
    const lanes = lanesOf(made).map((lane) => ({ ...lane, id: id ?? lane.id }));
    return ['bytes', 'bytes_up', 'bytes_down', 'overhead'].map((key) => marks(key, lanes)[1]);
  };
  const all = (kind: string) => [kind, kind, kind, kind];
  // 20 requests of 100 B; the one that has more has as many.
  assert.deepEqual(bytes(polls, 2000, 0), all('best'));
  assert.deepEqual(bytes(polls, 2000, 100), all('best'));
  assert.deepEqual(bytes(polls, 2000, 110), all('behind'));
  // A stream's exchange has no end: one of its 100 ticks may be on its way, 20 B.
  assert.deepEqual(bytes(stream, 2000, 20), all('best'));
  assert.deepEqual(bytes(stream, 2000, 25), all('behind'));
});

test('requests are exact', () => {
  const lanes = lanesOf([1, 1, 2].map((requests) => ({ latencies: [5], figures: { requests } })));
  assert.deepEqual(marks('requests', lanes), ['best', 'best', 'behind']);
});

test('trades are told apart by where their medians may lie', () => {
  const trader = (ms: number, count: number) => {
    const histogram = new Histogram();
    for (const roundTrip of around(ms, count, ms, 3)) histogram.add(roundTrip);
    const { medianRange, count: trades } = histogram;
    return {
      cost: 0,
      quotes: count,
      roundTrip: histogram.percentile(0.5),
      roundTripRange: medianRange,
      trades,
      unanswered: 0,
    };
  };
  const told = (a: number, b: number, count = 40) =>
    marks(
      'trade_p50',
      lanesOf([a, b].map((ms) => ({ latencies: [5], figures: { trader: trader(ms, count) } }))),
    );
  assert.deepEqual(told(50, 51), ['best', 'best']);
  assert.deepEqual(told(50, 60), ['best', 'behind']);
  assert.deepEqual(told(50, 60, 19), ['none', 'none']);
});

test('what is known of a lane is of the segment that it was measured in', () => {
  const comparison = new LaneComparison();
  const [before, after] = [0, 1].map(() =>
    [first, second, third].map((id) => {
      const receipts = new Receipts();
      for (let i = 0; i < 30; i++) receipts.add(i, i, i + 1);
      return { id: id as TechniqueId, receipts };
    }),
  );
  for (let i = 0; i < 200; i++) comparison.step(() => before ?? []);
  for (const { receipts } of before ?? []) {
    const { ticks, from } = comparison.differencesOf(receipts);
    assert.deepEqual([ticks, Object.keys(from).length], [30, 2]);
  }
  for (const { receipts } of after ?? []) assert.equal(comparison.differencesOf(receipts).ticks, 0);
});
