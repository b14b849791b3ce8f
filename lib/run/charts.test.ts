import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { defaultView, viewSchema } from '@/lib/scenario/view';
import { runCharts } from './charts';

/** Each view that one press on a choice leads to, with the chart it belongs to. */
const presses = runCharts.flatMap((chart) =>
  chart.choices(defaultView).flatMap(({ setting, options }) =>
    Object.keys(options).map((value) => ({
      chart,
      setting,
      value,
      view: { ...defaultView, [setting]: value },
    })),
  ),
);

test('every choice of a chart changes what is drawn', () => {
  assert.ok(presses.length > 0);
  for (const { chart, setting, value, view } of presses) {
    const isSame = isDeepStrictEqual(chart.drawing(view), chart.drawing(defaultView));
    assert.equal(isSame, value === defaultView[setting], `${chart.id}: ${setting} ${value}`);
  }
});

test('every setting of the view that has a few values can be chosen in one chart, but for the window', () => {
  const named = Object.entries(viewSchema.shape)
    .filter(([, field]) => field instanceof z.ZodMiniEnum)
    .map(([name]) => name);
  const offered = [...new Set(presses.map(({ setting }) => setting))];
  assert.deepEqual([...offered, 'window'].sort(), named.sort());
});

test('what is drawn is the same function as long as the figure is the same', () => {
  for (const { drawing } of runCharts) {
    const [one, other] = [drawing(defaultView), drawing({ ...defaultView, window: 'run' })];
    if (one.kind === 'time' && other.kind === 'time') assert.equal(one.value, other.value);
  }
});

test('latencies and prices are interrupted by any gap, what is counted only where nothing is known', () => {
  const gapOf = (id: string, gap: 'prices' | 'all' | null) => {
    const drawing = runCharts.find((chart) => chart.id === id)?.drawing(defaultView);
    const point = { p50: 1, p99: 1, max: 1, requests: 1, bytes: 1, bytesPerTick: 1, cost: 1, gap };
    return drawing?.kind === 'time' && drawing.isGap(point);
  };
  for (const [gap, latency, counted] of [
    [null, false, false],
    ['prices', true, false],
    ['all', true, true],
  ] as const) {
    assert.equal(gapOf('latency', gap), latency);
    for (const id of ['requests', 'bytes', 'cost']) assert.equal(gapOf(id, gap), counted, id);
  }
});

test('the caption of latency says which it is', () => {
  const caption = (percentile: 'p50' | 'p99') =>
    runCharts.find(({ id }) => id === 'latency')?.caption({ ...defaultView, percentile });
  assert.deepEqual([caption('p50'), caption('p99')], ['typical latency (p50)', 'slowest 1 in 100 (p99)']);
});
