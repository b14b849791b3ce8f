import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultScenario } from '@/lib/scenario/scenario';
import { lanesOf } from './scored-lanes.fixture';
import { lanesOfSide } from './side';

const lanes = (late: number) => lanesOf([{ latencies: [late] }]).map((lane) => ({ ...lane, trade: null }));
const segment = (late: number) => ({ from: 0, to: 30, settings: defaultScenario, lanes: lanes(late) });

test('after a change the figures of now, of the segment just before, or both beside one another are shown', () => {
  const [first, before] = [segment(50), segment(100)];
  const snapshot = { lanes: lanes(200), past: [first, before] };
  assert.deepEqual(lanesOfSide(snapshot, 'now'), { shown: snapshot.lanes, beside: null, isBefore: false });
  assert.deepEqual(lanesOfSide(snapshot, 'before'), { shown: before.lanes, beside: null, isBefore: true });
  assert.deepEqual(lanesOfSide(snapshot, 'both'), {
    shown: snapshot.lanes,
    beside: before.lanes,
    isBefore: false,
  });
});

test('before the first change there is nothing but now, whatever is chosen', () => {
  const snapshot = { lanes: lanes(200), past: [] };
  for (const side of ['before', 'now', 'both'] as const)
    assert.deepEqual(lanesOfSide(snapshot, side), { shown: snapshot.lanes, beside: null, isBefore: false });
});
