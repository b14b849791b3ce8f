import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Comparison, Interval } from '@/lib/figures/figure';
import type { TechniqueId } from '@/lib/techniques';
import { lanesOf } from './scored-lanes.fixture';
import type { Differences, LaneFigures } from './snapshot';
import {
  byBytes,
  byCost,
  byCount,
  byDuration,
  byExtreme,
  byPercentile,
  byRoundTrip,
  byShare,
  type ScoredLane,
} from './telling-apart';

const [empty] = lanesOf([{ latencies: [] }]);

type Known = Partial<Differences['from'][TechniqueId]>;

/** A lane of which only this is known. @param from by how much it differs from SSE */
function lane(
  id: TechniqueId,
  figures: Partial<LaneFigures>,
  from: Known = {},
  noiseFloor: number | null = 0.5,
) {
  assert.ok(empty);
  const all = from as Differences['from'][TechniqueId];
  return {
    id,
    figures: { ...empty.figures, ...figures },
    comparison: {
      unfit: { latency: null, counts: null },
      differences: { ticks: 100, from: all ? { sse: all } : {} },
      noiseFloor,
    },
  } satisfies ScoredLane;
}

function differenceOf(comparison: Comparison<ScoredLane>, a: ScoredLane, b: ScoredLane) {
  const { low, high }: Interval = comparison.difference?.(a, b) ?? assert.fail();
  return [low, high].map((value) => Number(value.toFixed(6)));
}

const latency = (p50: number | null, count = 100) => ({
  latency: { p50, p50Range: null, p90: p50, p99: p50, max: p50, count },
});

const trader = (
  trades: number,
  quotes = 0,
  cost: number | null = null,
  roundTrip?: [number, number, number],
) => ({
  trader: {
    cost,
    quotes,
    roundTrip: roundTrip?.[1] ?? null,
    roundTripRange: roundTrip ? { low: roundTrip[0], high: roundTrip[2] } : null,
    trades,
    unanswered: 0,
  },
});

test('a percentile is known to the noise floor and to the bucket of the smaller of both', () => {
  const known = { latency_p50: { low: 10, high: 20 } };
  const of = (a: number | null, b: number | null) =>
    differenceOf(byPercentile('p50'), lane('sse', latency(a)), lane('websocket', latency(b), known));
  assert.deepEqual(of(100, 50), [8.5, 21.5]);
  assert.deepEqual(of(50, 100), [8.5, 21.5]);
  assert.deepEqual(of(null, 50), [9.5, 20.5]);
  assert.deepEqual(of(50, null), [9.5, 20.5]);
  // A lane of which nothing is known may differ by anything, and so may all while there is no floor.
  const unknown = lane('websocket', latency(50), undefined, null);
  assert.deepEqual(differenceOf(byPercentile('p50'), lane('sse', latency(50)), unknown), [
    -Infinity,
    Infinity,
  ]);
});

test('an extreme that exceeds what a stall can be is a difference by itself', () => {
  const longest = (ms: number) => ({ staleness: { ms, longest: ms, share: 0 } });
  const of = (a: number, b: number) =>
    differenceOf(
      byExtreme('stale_longest', ({ staleness }) => staleness.longest),
      lane('sse', longest(a)),
      lane('websocket', longest(b), { stale_longest: { low: 10, high: 20 } }),
    );
  assert.deepEqual(of(500, 1500), [9.5, 20.5]);
  assert.deepEqual(of(500, 5000), [3500, 20.5]);
});

test('the share of time out of date is a difference by each tick, by all of them, or by one long silence', () => {
  const of = (share: Interval, mean: Interval, [a, b]: [number, number], count = 100) =>
    differenceOf(
      byShare,
      lane('sse', { staleness: { ms: a, longest: 0, share: 0 } }),
      lane(
        'websocket',
        { staleness: { ms: b, longest: 0, share: 0 }, ...latency(1, count) },
        { stale_share: share, latency_mean: mean },
      ),
    );
  const share = { low: 3, high: 9 };
  assert.deepEqual(of(share, { low: 3.2, high: 4 }, [0, 0]), [2.7, 9.5]);
  assert.deepEqual(of(share, { low: 40, high: 41 }, [0, 0]), [3, 9.5]);
  assert.deepEqual(of(share, { low: 1, high: 2 }, [0, 0]), [2.5, 9.5]);
  assert.deepEqual(of(share, { low: 1, high: 2 }, [1000, 102_000]), [999.5, 9.5]);
  assert.deepEqual(of(share, { low: 1, high: 2 }, [1000, 102_000], 0), [99_999.5, 9.5]);
});

test('round trips are as far apart as their medians may be, but for floor and bucket', () => {
  const a = lane('sse', trader(20, 0, null, [10, 15, 20]));
  const b = lane('websocket', trader(20, 0, null, [30, 40, 50]));
  assert.deepEqual(differenceOf(byRoundTrip, a, b), [10 - 0.8, 40 + 0.8]);
  const none = lane('websocket', trader(20));
  assert.deepEqual(differenceOf(byRoundTrip, a, none), [-Infinity, Infinity]);
  assert.deepEqual(differenceOf(byRoundTrip, none, a), [-Infinity, Infinity]);
  assert.equal(byRoundTrip.unfit(a), null);
  assert.match(byRoundTrip.unfit(lane('sse', trader(19))) ?? '', /fewer than 20 trades/);
});

test('bytes are as far apart as one exchange makes them, or one tick where a technique asks once', () => {
  const order = { received: 40, lost: 0, missed: 0, doubled: 0, outOfOrder: 0 };
  const bytes = byBytes(({ up }) => up);
  const of = (id: TechniqueId, up: number, requests: number, received = 40) =>
    lane(id, { up, requests, order: { ...order, received } });
  assert.deepEqual(
    differenceOf(bytes, of('short-polling', 1000, 10), of('short-polling', 1500, 10)),
    [350, 650],
  );
  assert.deepEqual(
    differenceOf(bytes, of('short-polling', 1500, 10), of('short-polling', 1000, 10)),
    [-650, -350],
  );
  assert.deepEqual(differenceOf(bytes, of('websocket', 1000, 1), of('websocket', 2000, 1)), [950, 1050]);
  assert.deepEqual(differenceOf(bytes, of('sse', 0, 0, 0), of('websocket', 50, 1, 0)), [0, 100]);
  assert.equal(byCount.difference, undefined);
});

test('a cost is known but for what one quote costs, and a duration but for the larger floor', () => {
  assert.deepEqual(
    differenceOf(byCost, lane('sse', trader(10, 10, 100)), lane('websocket', trader(10, 10, 300))),
    [170, 230],
  );
  assert.deepEqual(
    differenceOf(byCost, lane('sse', trader(0)), lane('websocket', trader(3, 0, -8))),
    [-16, 0],
  );
  const recovery = byDuration(({ recovery: ms }) => ms);
  const after = (ms: number | null, floor: number) => lane('sse', { recovery: ms }, {}, floor);
  assert.deepEqual(differenceOf(recovery, after(100, 0.5), after(300, 2)), [198, 202]);
  assert.deepEqual(differenceOf(recovery, after(null, 2), after(300, 0.5)), [298, 302]);
  assert.deepEqual(differenceOf(recovery, after(300, 2), after(null, 0.5)), [-302, -298]);
});
