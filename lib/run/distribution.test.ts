import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Histogram } from '@/lib/measure/histogram';
import { techniqueIds } from '@/lib/techniques';
import { BINS_PER_TICK, distributionOf } from './distribution';

const lanesOf = (...lanes: readonly (readonly number[])[]) =>
  lanes.map((latencies, i) => {
    const histogram = new Histogram();
    for (const ms of latencies) histogram.add(ms);
    return { id: techniqueIds[i] ?? 'sse', histogram };
  });

test('the linear axis ends at the next 1, 2, 4 or 8 times a power of ten, in four quarters', () => {
  const endOf = (max: number) => distributionOf(lanesOf([max]), 'linear').edges.at(-1);
  assert.deepEqual(
    [0.2, 1, 1.1, 2, 2.5, 4, 5, 8, 9, 10, 10.5, 123, 400, 900].map(endOf),
    [1, 1, 2, 2, 4, 4, 8, 8, 10, 10, 20, 200, 400, 1000],
  );
  const { edges } = distributionOf(lanesOf([100]), 'linear');
  assert.equal(edges.length, 4 * BINS_PER_TICK + 1);
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((quarter) => edges[quarter * BINS_PER_TICK]),
    [0, 25, 50, 75, 100],
  );
});

test('the logarithmic axis has whole decades from 0.1 ms on, up to that of the largest', () => {
  const decades = (max: number) => {
    const { edges } = distributionOf(lanesOf([max]), 'log');
    return edges.filter((_, i) => i % BINS_PER_TICK === 0).map((edge) => Number(edge.toFixed(6)));
  };
  assert.deepEqual(decades(0.01), [0.1, 1]);
  assert.deepEqual(decades(5), [0.1, 1, 10]);
  assert.deepEqual(decades(300), [0.1, 1, 10, 100, 1000]);
  const { edges } = distributionOf(lanesOf([300]), 'log');
  for (const [i, edge] of edges.slice(1).entries())
    assert.ok(Math.abs(edge / (edges[i] ?? 1) - 10 ** (1 / BINS_PER_TICK)) < 1e-9);
});

test('lanes share the axis of the largest of them; those without a sample have no share', () => {
  const { edges, shares } = distributionOf(lanesOf([1, 1, 15], [153], []), 'linear');
  assert.equal(edges.at(-1), 200);
  assert.deepEqual(Object.keys(shares), techniqueIds.slice(0, 2));
  const [first = 'sse', second = 'sse'] = techniqueIds;
  assert.deepEqual(
    shares[first]?.slice(0, 3).map((share) => Math.round(share * 3)),
    [2, 0, 1],
  );
  assert.equal(shares[second]?.[24], 1);
  assert.deepEqual(distributionOf(lanesOf([]), 'log'), { edges: [], shares: {} });
});

test('on either scale every sample is in one bin of the axis', () => {
  const samples = fc.array(fc.double({ min: 0.001, max: 1e5, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(samples, fc.constantFrom('linear', 'log'), (latencies, scale) => {
      const { edges, shares } = distributionOf(lanesOf(latencies), scale);
      assert.ok((edges.at(-1) ?? 0) >= Math.max(...latencies));
      for (const share of Object.values(shares))
        assert.ok(Math.abs(share.reduce((sum, one) => sum + one, 0) - 1) < 1e-9);
    }),
  );
});
