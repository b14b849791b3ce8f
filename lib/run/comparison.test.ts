import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Receipts } from '@/lib/measure/receipts';
import type { TechniqueId } from '@/lib/techniques';
import { type ComparedLane, LaneComparison } from './comparison';
import { ENOUGH_PRICES } from './fitness';
import type { PairedFigure } from './snapshot';

/** Far enough apart for each tick to be a spell of its own, ms. */
const APART = 10_000;

function lane(id: TechniqueId, latencies: readonly number[], apart = APART): ComparedLane {
  const receipts = new Receipts();
  latencies.forEach((latency, i) => {
    receipts.add(i + 1, i * apart, i * apart + latency);
  });
  return { id, receipts };
}

/** After a whole round. */
function compared(...lanes: ComparedLane[]): LaneComparison {
  const comparison = new LaneComparison();
  for (let i = 0; i < 1000; i++) comparison.step(() => lanes);
  return comparison;
}

const rounded = ({ low, high }: { low: number; high: number }) =>
  [low, high].map((ms) => Number(ms.toFixed(3)));

test('each percentile differs by as much as the lanes do there', () => {
  // Of 1,000 ticks about 850 are later by 1 ms, 100 by 10, 50 by 100, and 2 by 1,000.
  const later = (i: number) => {
    const place = i % 200;
    if (i % 500 === 100) return 1000;
    if (place % 20 === 3) return place < 190 ? 100 : 10;
    return place % 10 === 7 ? 10 : 1;
  };
  const a = lane(
    'sse',
    Array.from({ length: 1000 }, () => 20),
  );
  const b = lane(
    'websocket',
    Array.from({ length: 1000 }, (_, i) => 20 + later(i)),
  );
  const comparison = compared(a, b);
  const { ticks, from } = comparison.differencesOf(b.receipts);
  assert.equal(ticks, 1000);
  const differences = from.sse ?? assert.fail();
  assert.deepEqual(rounded(differences.latency_p50), [1, 1]);
  assert.deepEqual(rounded(differences.latency_p90), [10, 10]);
  assert.deepEqual(rounded(differences.latency_p99), [100, 100]);
  // So few are the largest that the next percentile has its say.
  assert.deepEqual(rounded(differences.latency_max), [100, 1000]);
  assert.deepEqual(rounded(differences.stale_longest), [100, 1000]);
  const mean = Array.from({ length: 1000 }, (_, i) => later(i)).reduce((sum, ms) => sum + ms, 0) / 1000;
  assert.ok(differences.latency_mean.low < mean && differences.latency_mean.high > mean);
  assert.ok(differences.latency_mean.low > 0.5 * mean && differences.latency_mean.high < 2 * mean);
  assert.deepEqual(rounded(differences.stale_share), rounded(differences.latency_mean));
});

test('what one lane is later the other is earlier, in every pair of them', () => {
  const base = Array.from({ length: 100 }, (_, i) => 20 + (i % 7));
  const lanes = [
    lane('sse', base),
    lane(
      'websocket',
      base.map((ms) => ms + 5),
    ),
    lane(
      'long-polling',
      base.map((ms) => ms + 12),
    ),
  ];
  const comparison = compared(...lanes);
  const expected: Record<string, number> = { sse: 0, websocket: 5, 'long-polling': 12 };
  for (const { id, receipts } of lanes) {
    const { from, ticks } = comparison.differencesOf(receipts);
    assert.equal(ticks, 100);
    const others = Object.keys(expected).filter((other) => other !== id);
    assert.deepEqual(Object.keys(from).sort(), others.sort());
    for (const [other, differences] of Object.entries(from)) {
      const by = (expected[id] ?? 0) - (expected[other] ?? 0);
      for (const [figure, interval] of Object.entries(differences) as [
        PairedFigure,
        { low: number; high: number },
      ][])
        assert.deepEqual(
          rounded(interval).map((ms) => ms - by),
          [0, 0],
          `${id}, ${other}: ${figure}`,
        );
    }
  }
});

test('nothing is said of one lane alone, nor of too few ticks that all have', () => {
  const many = Array.from({ length: ENOUGH_PRICES }, () => 5);
  const [a, b, few] = [lane('sse', many), lane('websocket', many), lane('long-polling', many.slice(1))];
  assert.equal(compared(a).differencesOf(a.receipts).ticks, 0);
  assert.equal(compared(a, b).differencesOf(a.receipts).ticks, ENOUGH_PRICES);
  // A lane with too few does not keep the others from being compared.
  const three = compared(a, b, few);
  assert.deepEqual(
    [a, b, few].map(({ receipts }) => three.differencesOf(receipts).ticks),
    [20, 20, 0],
  );
  // Both have enough, and not of the same.
  const later = new Receipts();
  for (let i = 0; i < ENOUGH_PRICES; i++) later.add(i + 2, i * APART, i * APART);
  assert.equal(compared(a, { id: 'websocket', receipts: later }).differencesOf(later).ticks, 0);
});

test('a round is worked out in steps, stays as it was begun, and is followed by another once there are more ticks', () => {
  const latencies = Array.from({ length: 2000 }, (_, i) => 10 + (i % 3));
  const [a, b] = [lane('sse', latencies), lane('websocket', latencies)];
  const comparison = new LaneComparison();
  let asked = 0;
  const lanes = () => {
    asked++;
    return [a, b];
  };
  const ticks = () => comparison.differencesOf(a.receipts).ticks;
  let steps = 0;
  for (; ticks() === 0; steps++) comparison.step(lanes);
  // 200 resamples of 4,000 values are drawn, some of them in each step.
  assert.ok(steps > 15 && steps < 100, `${steps}`);
  assert.equal(asked, 1);
  for (let i = 0; i < 10; i++) comparison.step(lanes);
  assert.equal(asked, 11, 'there is nothing new');
  for (const { receipts } of [a, b]) receipts.add(2001, 2001 * APART, 2001 * APART + 500);
  for (let i = 0; i < steps - 1; i++) comparison.step(lanes);
  assert.deepEqual([asked, ticks()], [12, 2000]);
  comparison.step(lanes);
  assert.equal(asked, 12);
  assert.equal(comparison.differencesOf(new Receipts()).ticks, 0);
});
