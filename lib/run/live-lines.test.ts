import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liveLinesOf } from './live-lines';
import type { ChartData, ChartPoint } from './snapshot';

const nothing: ChartPoint = {
  p50: null,
  p99: null,
  max: null,
  requests: null,
  bytes: null,
  bytesPerTick: null,
  cost: null,
  gap: null,
};

type Lanes = Partial<Record<'sse' | 'short-polling', Partial<ChartPoint>>>;

/** Half seconds, the first at `from`. */
function chartOf(lanes: Lanes[], from = 0): ChartData {
  const minute = lanes.map((row, i) => ({
    t: from + i / 2,
    lanes: Object.fromEntries(Object.entries(row).map(([id, point]) => [id, { ...nothing, ...point }])),
  }));
  const distribution = { edges: [], lanes: {} };
  return { market: 'm', edges: [], rows: minute, minute, distribution, interruptions: [], faults: [] };
}

test('all lanes are on one scale, from 0 to the largest value of any', () => {
  const charts = chartOf([
    { sse: { p50: 50 }, 'short-polling': { p50: 1000 } },
    { sse: { p50: 100 }, 'short-polling': { p50: 500 } },
  ]);
  const { latency } = liveLinesOf(charts, ['sse', 'short-polling']);
  assert.deepEqual(latency, {
    sse: 'M0.0 0.950h0L5.0 0.900',
    'short-polling': 'M0.0 0.000h0L5.0 0.500',
  });
});

test('a lane that is not drawn is not in the scale', () => {
  const charts = chartOf([{ sse: { p50: 50 }, 'short-polling': { p50: 1000 } }]);
  assert.deepEqual(liveLinesOf(charts, ['sse']).latency, { sse: 'M0.0 0.000h0' });
  assert.deepEqual(Object.keys(liveLinesOf(charts, ['sse', 'short-polling']).latency).length, 2);
});

test('no line goes across what was not measured; half seconds without a price are no gap', () => {
  const { latency } = liveLinesOf(
    chartOf([
      { sse: { p50: 10 } },
      { sse: {} },
      { sse: { p50: 10 } },
      { sse: { gap: 'all' } },
      { sse: { p50: 10 } },
    ]),
    ['sse'],
  );
  assert.equal(latency.sse, 'M0.0 0.000h0L10.0 0.000M20.0 0.000h0');
});

test('where no prices come, requests go on', () => {
  const lost = chartOf([{ sse: { p50: 10, requests: 1 } }, { sse: { p50: 10, requests: 2, gap: 'prices' } }]);
  const { latency, requests } = liveLinesOf(lost, ['sse']);
  assert.equal(latency.sse, 'M0.0 0.000h0');
  assert.equal(requests.sse, 'M0.0 0.500h0L5.0 0.000');
});

test('requests are those of the minute: all, of a run that is younger; else those since it began', () => {
  const lanes = [{ sse: { requests: 90 } }, { sse: { requests: 95 } }, { sse: { requests: 100 } }];
  assert.equal(liveLinesOf(chartOf(lanes), ['sse']).requests.sse, 'M0.0 0.100h0L5.0 0.050L10.0 0.000');
  assert.equal(liveLinesOf(chartOf(lanes, 60), ['sse']).requests.sse, 'M0.0 1.000h0L5.0 0.500L10.0 0.000');
  const joined = chartOf(
    [{}, { 'short-polling': { requests: 2 } }, { 'short-polling': { requests: 4 } }],
    60,
  );
  assert.equal(liveLinesOf(joined, ['short-polling']).requests['short-polling'], 'M5.0 0.500h0L10.0 0.000');
});

test('a figure that is not known, or is 0 everywhere, lies at the foot or is not drawn', () => {
  const lines = liveLinesOf(chartOf([{ sse: { requests: 0 } }]), ['sse']);
  assert.deepEqual(lines, { latency: {}, requests: { sse: 'M0.0 1.000h0' }, bytes: {} });
});

test('lines are worked out once for all who ask for the same lanes', () => {
  const charts = chartOf([{ sse: { p50: 50 } }]);
  assert.equal(liveLinesOf(charts, ['sse']), liveLinesOf(charts, ['sse']));
  assert.notEqual(liveLinesOf(charts, ['sse', 'short-polling']), liveLinesOf(charts, ['sse']));
});

test('small values fill the height too', () => {
  const charts = chartOf([{ sse: { p50: 0.2 } }, { sse: { p50: 0.4 }, 'short-polling': { p50: 0.1 } }]);
  assert.deepEqual(liveLinesOf(charts, ['sse', 'short-polling']).latency, {
    sse: 'M0.0 0.500h0L5.0 0.000',
    'short-polling': 'M5.0 0.750h0',
  });
});

test('what is longer than 10 s fills the width', () => {
  const charts = chartOf(
    [{ sse: { p50: 1 } }, ...Array.from({ length: 40 }, () => ({ sse: { p50: 1 } }))],
    3,
  );
  const { latency } = liveLinesOf(charts, ['sse']);
  assert.match(latency.sse ?? '', /^M0\.0 .*L50\.0 .*L100\.0 0\.000$/);
});

test('a lane whose requests are not known yet has no point there', () => {
  const charts = chartOf([{ sse: {} }, { sse: { requests: 5 } }], 60);
  assert.equal(liveLinesOf(charts, ['sse']).requests.sse, 'M5.0 0.000h0');
});
