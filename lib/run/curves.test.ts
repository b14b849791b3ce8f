import assert from 'node:assert/strict';
import { test } from 'node:test';
import { curvesOf } from './curves';
import type { ChartPoint } from './snapshot';

const point = (p50: number | null, gap: ChartPoint['gap'] = null): ChartPoint => ({
  p50,
  p99: p50,
  max: p50,
  requests: 1,
  bytes: 1,
  bytesPerTick: null,
  cost: null,
  gap,
});
const rowsOf = (points: readonly ChartPoint[]) => points.map((sse, t) => ({ t, lanes: { sse } }));
const drawn = (points: readonly ChartPoint[]) =>
  curvesOf(
    rowsOf(points),
    ['sse'],
    ({ p50 }) => p50,
    ({ gap }) => gap !== null,
  ).map(({ values, pieces }) => [values.sse, pieces.sse]);

test('a curve goes on over moments without a price, and is interrupted where prices were missing', () => {
  const points = [point(1), point(null), point(2), point(null, 'prices'), point(null, 'all'), point(3)];
  assert.deepEqual(drawn(points), [
    [1, 0],
    [null, 0],
    [2, 0],
    [null, 1],
    [null, 1],
    [3, 1],
  ]);
});

test('a gap before the first point begins no other piece, and what was received in a gap is not drawn', () => {
  assert.deepEqual(drawn([point(9, 'all'), point(1), point(5, 'prices'), point(2)]), [
    [null, 0],
    [1, 0],
    [null, 1],
    [2, 1],
  ]);
});
