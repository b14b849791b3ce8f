import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Histogram } from '@/lib/measure/histogram';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { around, lanesOf, type Made, marks, verdictOf } from './scored-lanes.fixture';

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
