import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresOfSegments, scoreboardFigures, scoredLanes } from './scoreboard';
import { lanesOf } from './scored-lanes.fixture';

const figureOf = (key: string, figures: Parameters<typeof lanesOf>[0][number]['figures']) => {
  const [lane] = lanesOf([{ latencies: [5], ...(figures && { figures }) }]);
  return lane && scoreboardFigures.find((figure) => figure.key === key)?.value(lane);
};

test('what was lost, and what was in disorder, is all of both kinds of it', () => {
  const order = { received: 40, lost: 3, missed: 20, doubled: 5, outOfOrder: 100 };
  assert.deepEqual(
    ['ticks', 'lost', 'disorder'].map((key) => figureOf(key, { order })),
    [40, 23, 105],
  );
});

test('only what is better where it is less can be best: to have received more ticks is no merit', () => {
  assert.deepEqual(
    scoreboardFigures.filter(({ less }) => !less).map(({ key }) => key),
    ['ticks'],
  );
});

test('lanes that are on, or were asked anything, have something to show', () => {
  const lanes = lanesOf([
    { latencies: [], on: true, figures: { requests: 0 } },
    { latencies: [], on: false, figures: { requests: 1 } },
    { latencies: [], on: false, figures: { requests: 0 } },
  ]).map((lane) => ({ ...lane, trade: null }));
  assert.deepEqual(
    scoredLanes({ lanes }).map(({ id }) => id),
    lanes.slice(0, 2).map(({ id }) => id),
  );
});

test('durations, shares and bytes per tick are compared with the segment before, sums are not', () => {
  const [before, now] = lanesOf([
    {
      latencies: [10],
      figures: { bytes: 100, bytesPerTick: 50, staleness: { ms: 1, longest: 1, share: 0.1 } },
    },
    {
      latencies: [20],
      figures: { bytes: 300, bytesPerTick: 100, staleness: { ms: 1, longest: 2, share: 0.3 } },
    },
  ]);
  assert.ok(before && now);
  const noted = figuresOfSegments
    .filter(({ note }) => note?.({ ...now, before }))
    .map(({ key, unit }) => [key, unit]);
  assert.ok(noted.some(([, unit]) => unit === 'ms') && noted.some(([, unit]) => unit === 'share'));
  assert.ok(noted.some(([key]) => key === 'bytes_per_tick'));
  assert.ok(noted.every(([key, unit]) => unit === 'ms' || unit === 'share' || key === 'bytes_per_tick'));
});
