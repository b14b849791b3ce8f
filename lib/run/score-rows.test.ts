import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreGroups } from './score-rows';
import { scoreboardFigures } from './scoreboard';
import { around, lanesOf, type Made } from './scored-lanes.fixture';

const rows = scoreGroups.flatMap((group) => group.rows);
const saying = (...lanes: Made[]) => {
  const made = lanesOf(lanes);
  return rows.filter((row) => row.isSaying(made)).map(({ figure }) => figure.key);
};
const well: Made = { latencies: around(50) };
const trader = { cost: 1, quotes: 3, roundTrip: 50, roundTripRange: null, trades: 3, unanswered: 0 };

const EIGHT = [
  'latency_p50',
  'latency_p99',
  'stale_share',
  'requests',
  'empty',
  'bytes_per_tick',
  'ticks',
  'defects',
];

test('every figure of the exports has a row, once', () => {
  const keys = rows.map(({ figure }) => figure.key).filter((key) => key !== 'defects');
  assert.deepEqual(keys.sort(), scoreboardFigures.map(({ key }) => key).sort());
});

test('of a run in which nothing happened, eight rows say something', () => {
  assert.deepEqual(saying(well, well), EIGHT);
});

test('a fault, a trader and what went wrong bring their rows, if it is in one lane only', () => {
  const joining = (figures: Made['figures']) =>
    saying(well, { latencies: around(50), figures }).filter((key) => !EIGHT.includes(key));
  assert.deepEqual(joining({ recovery: 300 }), ['recovery']);
  assert.deepEqual(joining({ reconnects: 1 }), ['reconnects']);
  assert.deepEqual(joining({ trader }), ['cost', 'trade_p50']);
  const order = { received: 200, lost: 1, missed: 0, doubled: 0, outOfOrder: 0 };
  assert.deepEqual(joining({ order }), ['lost']);
  assert.deepEqual(joining({ order: { ...order, lost: 0, outOfOrder: 2 } }), ['disorder']);
});

test('prices received are written with those there were', () => {
  const order = { received: 1200, lost: 1, missed: 2, doubled: 4, outOfOrder: 0 };
  const [lane] = lanesOf([{ latencies: around(50), figures: { order } }]);
  const written = (key: string) => lane && rows.find(({ figure }) => figure.key === key)?.text(lane);
  assert.equal(written('ticks'), '1,200 of 1,203');
  assert.equal(written('defects'), '7');
});

test('each kind of what goes wrong brings its row by itself, and all are in one sum', () => {
  const none = { received: 200, lost: 0, missed: 0, doubled: 0, outOfOrder: 0 };
  const joining = (order: Partial<typeof none>) =>
    saying(well, { latencies: around(50), figures: { order: { ...none, ...order } } }).filter(
      (key) => !EIGHT.includes(key),
    );
  assert.deepEqual([joining({ lost: 1 }), joining({ missed: 1 })], [['lost'], ['lost']]);
  assert.deepEqual([joining({ doubled: 1 }), joining({ outOfOrder: 1 })], [['disorder'], ['disorder']]);
  const order = { received: 1, lost: 2, missed: 3, doubled: 4, outOfOrder: 5 };
  const [lane] = lanesOf([{ latencies: around(50), figures: { order } }]);
  assert.equal(lane && rows.find(({ figure }) => figure.key === 'defects')?.text(lane), '14');
});
