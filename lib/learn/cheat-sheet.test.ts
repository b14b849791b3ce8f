import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { around, lanesOf } from '@/lib/run/scored-lanes.fixture';
import { defaultScenario } from '@/lib/scenario/scenario';
import { techniqueIds } from '@/lib/techniques';
import type { SegmentSeen } from '@/lib/verdict/seen';
import { cheatSheetSchema, keptRunOf, readKeptRun, sheetRows } from './cheat-sheet';

const [first = 'sse'] = techniqueIds;
const seen: SegmentSeen = {
  settings: { ...defaultScenario, rate: 5, length: 30 },
  since: null,
  elapsed: 30,
  faults: [],
  lanes: lanesOf([
    { latencies: around(500, 60), figures: { requests: 30, bytesPerTick: 731 } },
    { latencies: around(50, 60) },
  ]),
};
const at = new Date('2026-03-04T05:06:07Z');

test('the words of the sheet can be read, and its run is one that ends', () => {
  const words = cheatSheetSchema.parse(parse(readFileSync('content/en/cheat-sheet.yaml', 'utf8')));
  assert.match(words.run, /length=/);
  assert.ok(!cheatSheetSchema.safeParse({ ...words, run: 'speed=1' }).success);
});

test('what is kept of a run are its figures, its settings and its date, and it is read again', () => {
  const kept = keptRunOf(seen, at);
  assert.equal(kept.at, '2026-03-04T05:06:07.000Z');
  assert.equal(kept.query, 'rate=5&length=30');
  assert.equal(kept.prices, 60);
  assert.equal(kept.values[first]?.requests, 30);
  assert.equal(kept.values[first]?.bytes_per_tick, 731);
  assert.deepEqual(
    Object.keys(kept.values[first] ?? {}),
    sheetRows.map(({ figure }) => figure.key),
  );
  assert.deepEqual(readKeptRun(JSON.stringify(kept)), kept);
});

test('anything else that was kept is nothing', () => {
  const kept = keptRunOf(seen, at);
  for (const other of [
    null,
    '',
    '{}',
    '[]',
    JSON.stringify({ ...kept, at: 'yesterday' }),
    JSON.stringify({ ...kept, values: 7 }),
  ]) {
    assert.equal(readKeptRun(other), null);
  }
});
