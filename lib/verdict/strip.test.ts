import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { apart } from '@/lib/figures/apart';
import { scaleOf, stripOf } from './strip';

const dots = (...values: number[]) => values.map((value) => ({ id: 'sse' as const, value }));

test('those that are not told apart share one label', () => {
  const strip = stripOf('ms', dots(51, 53), dots(562));
  assert.deepEqual(
    strip?.groups.map(({ label }) => label.replaceAll('\u00a0', ' ')),
    ['tie: 51–53 ms', '562 ms'],
  );
  assert.equal(stripOf('count', dots(0, 0), []), null);
});

test('the scale has all dots on it, with powers of ten marked', () => {
  const strip = stripOf('ms', dots(51), dots(562, 0));
  assert.ok(strip);
  const { at, ticks } = scaleOf(strip);
  for (const value of [0, 51, 562]) assert.ok(at(value) >= 0 && at(value) <= 1);
  assert.ok(at(51) < at(562));
  assert.deepEqual(
    ticks.map(({ label }) => label.replaceAll('\u00a0', ' ')),
    ['100 ms', '1 s'],
  );
});

test('labels keep their order, do not overlap, and stay inside where there is room', () => {
  const label = fc.tuple(
    fc.double({ min: 0, max: 200, noNaN: true }),
    fc.double({ min: 5, max: 40, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(label, { maxLength: 5 }), (labels) => {
      const sorted = labels.toSorted(([a], [b]) => a - b);
      const widths = sorted.map(([, width]) => width);
      const middles = apart(
        sorted.map(([middle]) => middle),
        widths,
        200,
      );
      for (const [i, middle] of middles.entries()) {
        const half = (widths[i] ?? 0) / 2;
        const before = i === 0 ? 0 : (middles[i - 1] ?? 0) + (widths[i - 1] ?? 0) / 2;
        assert.ok(middle - half >= before - 1e-6);
        assert.ok(middle + half <= 200 + 1e-6);
      }
    }),
  );
});
