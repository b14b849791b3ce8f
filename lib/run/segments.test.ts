import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultScenario } from '@/lib/scenario/scenario';
import { isMeasuredOtherwise, Segments } from './segments';

const rate = (value: number) => ({ ...defaultScenario, rate: value });

test('a segment begins when a setting has rested for half a second and the server does it', () => {
  const segments = new Segments(defaultScenario);
  assert.equal(segments.confirm(5000, 5), false);
  assert.equal(
    segments.change(rate(5), 10_000, 10, () => []),
    true,
  );
  assert.equal(segments.present.settling, true);
  assert.equal(segments.confirm(10_499, 10.499), false);
  assert.equal(segments.confirm(10_700, 10.7), true);
  assert.deepEqual(segments.present, { from: 10.7, to: null, settings: rate(5), settling: false });
  assert.deepEqual(segments.past, [{ from: 0, to: 10, settings: defaultScenario, lanes: [] }]);
  assert.equal(segments.confirm(11_000, 11), false);
});

test('to drag a slider makes no segment on the way', () => {
  const segments = new Segments(defaultScenario);
  const ended = [3, 4, 5, 6].map((value, i) => segments.change(rate(value), i * 400, 0, () => []));
  assert.deepEqual(ended, [true, false, false, false]);
  assert.equal(segments.confirm(1600, 1.6), false);
  assert.equal(segments.confirm(1700, 1.7), true);
  assert.equal(segments.past.length, 1);
  assert.equal(segments.present.settings.rate, 6);
});

test('length, script and the stock that is shown begin none; lanes and a stock that is traded do', () => {
  const isEdge = (part: Partial<typeof defaultScenario>, base = defaultScenario) =>
    isMeasuredOtherwise(base, { ...base, ...part });
  assert.equal(isEdge({ length: 9, script: ['3:freeze:1'], symbol: 'QUIL' }), false);
  assert.equal(isEdge({ techniques: [...defaultScenario.techniques].reverse() }), false);
  assert.equal(isEdge({ techniques: ['sse'] }), true);
  assert.equal(isEdge({ rtt: 200 }), true);
  assert.equal(isEdge({ symbol: 'QUIL' }, { ...defaultScenario, trader: true }), true);
  const segments = new Segments(defaultScenario);
  assert.equal(
    segments.change({ ...defaultScenario, length: 5 }, 0, 0, () => []),
    false,
  );
  assert.equal(segments.present.settings.length, 5);
});
