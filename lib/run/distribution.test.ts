import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Histogram } from '@/lib/measure/histogram';
import { techniqueIds } from '@/lib/techniques';
import { distributionOf } from './distribution';

const lanesOf = (...lanes: readonly (readonly number[])[]) =>
  lanes.map((latencies, i) => {
    const histogram = new Histogram();
    for (const ms of latencies) histogram.add(ms);
    return { id: techniqueIds[i] ?? 'sse', histogram };
  });

test('the axis has whole decades from 0.1 ms on, up to that of the largest, in bins of one ratio', () => {
  const endOf = (max: number) =>
    Number(
      distributionOf(lanesOf([max]))
        .edges.at(-1)
        ?.toFixed(6),
    );
  assert.deepEqual([0.01, 5, 300].map(endOf), [1, 10, 1000]);
  const { edges } = distributionOf(lanesOf([300]));
  assert.equal(edges[0], 0.1);
  assert.equal(edges.length, 4 * 16 + 1);
  for (const [i, edge] of edges.slice(1).entries())
    assert.ok(Math.abs(edge / (edges[i] ?? 1) - 10 ** (1 / 16)) < 1e-9);
});

test('lanes share the axis of the largest of them; those without a sample have no share', () => {
  const { edges, lanes } = distributionOf(lanesOf([1, 1, 15], [153], []));
  assert.ok(Math.abs((edges.at(-1) ?? 0) - 1000) < 1e-6);
  assert.deepEqual(Object.keys(lanes), techniqueIds.slice(0, 2));
  const [first = 'sse', second = 'sse'] = techniqueIds;
  const shares = lanes[first]?.shares.filter((share) => share > 0).map((share) => Math.round(share * 3));
  assert.deepEqual(shares, [2, 1]);
  assert.deepEqual(
    lanes[second]?.shares.filter((share) => share > 0),
    [1],
  );
  assert.ok((lanes[first]?.p50 ?? 0) < (lanes[first]?.p99 ?? 0));
  assert.deepEqual(distributionOf(lanesOf([])), { edges: [], lanes: {} });
});

test('every sample is in one bin of the axis', () => {
  const samples = fc.array(fc.double({ min: 0.001, max: 1e5, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(samples, (latencies) => {
      const { edges, lanes } = distributionOf(lanesOf(latencies));
      // A decade that is reached exactly may be missed by what floating point leaves.
      assert.ok((edges.at(-1) ?? 0) >= Math.max(...latencies) * (1 - 1e-12));
      for (const { shares } of Object.values(lanes))
        assert.ok(Math.abs(shares.reduce((sum, one) => sum + one, 0) - 1) < 1e-9);
    }),
  );
});

test('99 of 100 samples are below p99, and the largest is not', () => {
  const { lanes } = distributionOf(lanesOf([...Array.from({ length: 1000 }, () => 10), 500]));
  const { p50 = 0, p99 = 0 } = Object.values(lanes)[0] ?? {};
  assert.ok(p50 > 9 && p99 < 11, `${p50}, ${p99}`);
});
