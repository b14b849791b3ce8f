import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ClockOffset } from './clock-offset';
import { Histogram } from './histogram';
import { OrderCheck } from './order-check';
import { Staleness } from './staleness';
import { Timeline } from './timeline';

const durations = fc.array(fc.double({ min: 0.02, max: 600_000, noNaN: true }), {
  minLength: 1,
  maxLength: 300,
});

test('percentiles are those of the samples, to 1 % and half a bucket', () => {
  fc.assert(
    fc.property(durations, fc.double({ min: 0.01, max: 1, noNaN: true }), (samples, share) => {
      const histogram = new Histogram();
      for (const sample of samples) histogram.add(sample);
      const sorted = [...samples].sort((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil(share * samples.length)) - 1] ?? Number.NaN;
      const measured = histogram.percentile(share) ?? Number.NaN;
      assert.ok(Math.abs(measured / exact - 1) < 0.0101, `${measured} for ${exact}`);
    }),
  );
});

test('the maximum is exact, an empty histogram has no percentile, and a negative duration counts as 0', () => {
  const histogram = new Histogram();
  assert.equal(histogram.percentile(0.5), null);
  histogram.add(-0.3);
  assert.equal(histogram.count, 1);
  assert.equal(histogram.percentile(1), 0);
  histogram.add(123.456);
  assert.equal(histogram.percentile(1), 123.456);
});

test('merged histograms are the histogram of all samples', () => {
  fc.assert(
    fc.property(durations, durations, (a, b) => {
      const [left, right, all] = [new Histogram(), new Histogram(), new Histogram()];
      for (const sample of a) left.add(sample);
      for (const sample of b) right.add(sample);
      for (const sample of [...a, ...b]) all.add(sample);
      left.merge(right);
      for (const share of [0.1, 0.5, 0.99, 1]) assert.equal(left.percentile(share), all.percentile(share));
    }),
  );
});

test('the shares between edges add up to 1, whatever lies outside', () => {
  const histogram = new Histogram();
  for (const ms of [0.001, 1, 2, 3, 1000]) histogram.add(ms);
  const shares = histogram.shares([0.1, 1.5, 10, 100]);
  assert.deepEqual(
    shares.map((share) => Math.round(share * 10)),
    [4, 4, 2],
  );
});

test('ticks in order are neither lost nor doubled', () => {
  const check = new OrderCheck(10);
  for (let seq = 11; seq <= 20; seq++) assert.equal(check.add(seq), true);
  assert.deepEqual(check.order, { received: 10, lost: 0, missed: 0, doubled: 0, outOfOrder: 0 });
});

test('a hole is lost until it is filled, and then out of order', () => {
  const check = new OrderCheck(0);
  check.add(1);
  check.add(4);
  assert.equal(check.order.lost, 2);
  assert.equal(check.add(2), false);
  assert.deepEqual(check.order, { received: 3, lost: 1, missed: 0, doubled: 0, outOfOrder: 1 });
});

test('a tick that came before is doubled', () => {
  const check = new OrderCheck(0);
  check.add(1);
  assert.equal(check.add(1), false);
  assert.deepEqual(check.order, { received: 1, lost: 0, missed: 0, doubled: 1, outOfOrder: 0 });
});

test('what the server says is gone counts as missed, not as lost', () => {
  const check = new OrderCheck(5);
  check.gap({ from: 6, to: 15, missed: 10 });
  check.add(16);
  assert.deepEqual(check.order, { received: 1, lost: 0, missed: 10, doubled: 0, outOfOrder: 0 });
});

test('each tick once, in any order: all are received, none lost or doubled', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(
        Array.from({ length: 50 }, (_, i) => i + 1),
        { minLength: 50 },
      ),
      (seqs) => {
        const check = new OrderCheck(0);
        for (const seq of seqs) check.add(seq);
        assert.deepEqual(
          { ...check.order, outOfOrder: 0 },
          { received: 50, lost: 0, missed: 0, doubled: 0, outOfOrder: 0 },
        );
      },
    ),
  );
});

test('staleness is the time from being to being received, overlaps counted once', () => {
  const staleness = new Staleness();
  staleness.add(0, 10);
  assert.equal(staleness.ms, 10);
  // Two ticks that wait for the same answer: stale from the first of them on.
  staleness.add(100, 150);
  staleness.add(120, 150);
  assert.equal(staleness.ms, 60);
  assert.equal(staleness.longest, 50);
  // A spell that does not end between two answers.
  staleness.add(145, 200);
  assert.equal(staleness.ms, 110);
  assert.equal(staleness.longest, 100);
});

test('the offset is that of the quickest round trip, right to half of it', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.array(
        fc.record({
          up: fc.double({ min: 0.01, max: 300, noNaN: true }),
          down: fc.double({ min: 0.01, max: 300, noNaN: true }),
        }),
        { minLength: 1, maxLength: 20 },
      ),
      (offset, trips) => {
        const clock = new ClockOffset();
        trips.forEach(({ up, down }, i) => {
          const sent = i * 1000;
          clock.add(sent, sent + up + offset, sent + up + down);
        });
        const { estimate } = clock;
        assert.ok(estimate);
        const best = Math.min(...trips.map(({ up, down }) => up + down));
        assert.ok(Math.abs(estimate.uncertainty - best / 2) < 1e-6);
        assert.ok(Math.abs(estimate.offset - offset) <= estimate.uncertainty + 1e-6);
      },
    ),
  );
});

test('a clock that was set is believed again at once', () => {
  const clock = new ClockOffset();
  for (let i = 0; i < 5; i++) clock.add(i * 100, i * 100 + 1 + 50, i * 100 + 2);
  clock.add(1000, 1000 + 1 + 9050, 1002);
  assert.ok(Math.abs((clock.estimate?.offset ?? 0) - 9050) <= 1);
});

const counting = {
  create: () => ({ n: 0 }),
  merge: (a: { n: number }, b: { n: number }) => ({ n: a.n + b.n }),
};

test('a timeline of the whole run keeps every sample in few buckets', () => {
  const timeline = new Timeline(counting, { width: 500, count: 240, whole: true });
  const hour = 3_600_000;
  for (let time = 0; time < hour; time += 250) timeline.at(time).value.n++;
  assert.ok(timeline.buckets.length <= 240);
  assert.equal(
    timeline.buckets.reduce((sum, { value }) => sum + value.n, 0),
    hour / 250,
  );
  assert.equal(timeline.buckets[0]?.start, 0);
});

test('a timeline of the last minute forgets what is older', () => {
  const timeline = new Timeline(counting, { width: 500, count: 121, whole: false });
  for (let time = 0; time < 600_000; time += 250) timeline.at(time).value.n++;
  assert.equal(timeline.buckets.length, 121);
  assert.equal(timeline.buckets[0]?.start, 600_000 - 121 * 500);
});

test('a spell that still lasts counts, alone or as the rest of one before', () => {
  const staleness = new Staleness();
  assert.deepEqual(staleness.asOf(null, 500), { ms: 0, longest: 0 });
  staleness.add(0, 10);
  assert.deepEqual(staleness.asOf(100, 8100), { ms: 8010, longest: 8000 });
  assert.deepEqual(staleness.asOf(5, 60), { ms: 60, longest: 60 });
  // It is looked at, and not ended.
  assert.deepEqual(staleness.asOf(null, 9000), { ms: 10, longest: 10 });
  assert.deepEqual(staleness.asOf(9500, 9000), { ms: 10, longest: 10 });
});
