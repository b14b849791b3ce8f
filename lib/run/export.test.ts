import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultScenario } from '@/lib/scenario/scenario';
import { toCsv, toJson, toMarkdown } from './export';
import { lanesOf } from './scored-lanes.fixture';
import type { LaneSnapshot, Snapshot } from './snapshot';

const origin = { link: 'http://localhost/', version: '1.2.3', userAgent: 'Browser/1' };

/** The first lanes of all, each with so many ticks set aside. */
function lanes(...setAside: number[]): LaneSnapshot[] {
  const made = lanesOf(
    setAside.map((count) => ({
      latencies: [5, 6, 7],
      figures: { setAside: count, setAsideFor: { start: 0, change: count, interruption: 0 } },
    })),
  );
  return made.map(({ receipts, ...lane }) => ({ ...lane, trade: null }));
}

/** Two segments: in the first there was one lane, in the second there are two. */
const snapshot: Snapshot = {
  status: { kind: 'running' },
  clock: { offset: 1, uncertainty: 0.25, samples: 3 },
  noiseFloor: 0.5,
  elapsed: 12.5,
  firstMoments: null,
  startedAt: Date.UTC(2024, 0, 2),
  market: 'abc',
  seq: 10,
  lanes: lanes(3, 0),
  segment: { from: 4, to: null, settings: { ...defaultScenario, rate: 50 }, settling: false },
  past: [{ from: 0, to: 3.5, settings: defaultScenario, lanes: lanes(7) }],
  interruptions: [],
  faults: [],
  notices: [],
};

const empty: Snapshot = { ...snapshot, clock: null, startedAt: null, segment: null, lanes: [], past: [] };

test('Markdown tells of the ticks that were set aside, where there are any', () => {
  const aside = toMarkdown(snapshot, origin)
    .split('\n')
    .filter((line) => line.startsWith('Ticks set aside'));
  assert.deepEqual(
    aside.map((line) => line.split(': ')[1]?.split(' ')[0]),
    ['7', '3'],
  );
});

test('the last segment lasts until now, in every format', () => {
  assert.match(toMarkdown(snapshot, origin), /Segment 1, 0\.0 to 3\.5 s/);
  assert.match(toMarkdown(snapshot, origin), /Segment 2, 4\.0 to 12\.5 s/);
  const rows = toCsv(snapshot, origin).split(/\r?\n/);
  assert.deepEqual(
    rows.filter((row) => /^\d,to,/.test(row)).map((row) => Number(row.split(',')[3])),
    [3.5, 12.5],
  );
  const { segments } = JSON.parse(toJson(snapshot, defaultScenario, origin));
  assert.deepEqual(
    segments.map(({ from, to }: { from: number; to: number }) => [from, to]),
    [
      [0, 3.5],
      [4, 12.5],
    ],
  );
});

test('a lane that was not in a segment has no figures there, and zeros stay zeros', () => {
  const rows = toCsv(snapshot, origin).split(/\r?\n/);
  const aside = rows.filter((row) => row.includes('set_aside,'));
  assert.deepEqual(
    aside.map((row) => row.split(',').slice(3)),
    [
      ['7', ''],
      ['3', '0'],
    ],
  );
  assert.ok(rows.some((row) => row.startsWith('run,clock_uncertainty,ms,0.25')));
});

test('JSON has the present segment’s figures at its top, and what is not known is null', () => {
  const json = JSON.parse(toJson(snapshot, defaultScenario, origin));
  assert.deepEqual(json.techniques, json.segments[1].techniques);
  assert.deepEqual(json.comparisons, json.segments[1].comparisons);
  assert.notDeepEqual(json.techniques, json.segments[0].techniques);
  assert.equal(json.run.startedAt, '2024-01-02T00:00:00.000Z');
  assert.deepEqual([json.run.clockUncertaintyMs, json.run.noiseFloorMs, json.run.seconds], [0.25, 0.5, 12.5]);
  const none = JSON.parse(toJson(empty, defaultScenario, origin));
  assert.deepEqual([none.run.startedAt, none.run.clockUncertaintyMs], [null, null]);
  assert.deepEqual([none.techniques, none.comparisons, none.segments], [{}, {}, []]);
  assert.match(toMarkdown(empty, origin), /clocks not compared/);
});

test('a single tick that was set aside is told of, with the reason', () => {
  const aside = lanes(1, 0).map((lane) => ({
    ...lane,
    figures: { ...lane.figures, setAsideFor: { start: lane.figures.setAside, change: 0, interruption: 0 } },
  }));
  const one = { ...snapshot, lanes: aside, past: [] };
  assert.match(toMarkdown(one, origin), /Ticks set aside, [^:]+: 1 tick due in the first moments/);
  assert.match(toCsv(one, origin), /^1,set_aside_start,count,1,0$/m);
});
