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
