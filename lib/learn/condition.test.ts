import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '@/lib/run/filled-run.fixture';
import { around, lanesOf, type Made } from '@/lib/run/scored-lanes.fixture';
import { defaultScenario } from '@/lib/scenario/scenario';
import { techniqueIds } from '@/lib/techniques';
import { presentSegment, type SegmentSeen } from '@/lib/verdict/seen';
import { judge, measure, parseCondition, parseExpression } from './condition';

/** A run of as many lanes: short-polling, long-polling, sse … */
function runOf(lanes: Made[], { elapsed = 60_000, noiseFloor = 0.5 } = {}): SegmentSeen {
  return {
    settings: { ...defaultScenario, techniques: techniqueIds.slice(0, lanes.length) },
    since: null,
    elapsed: elapsed / 1000,
    faults: [],
    lanes: lanesOf(lanes, { elapsed, noiseFloor }),
  };
}

const late = (ms: number, seed = 1, figures: Made['figures'] = {}): Made => ({
  latencies: around(ms, 200, seed),
  figures,
});

function judged(text: string, ...runs: SegmentSeen[]) {
  const parsed = parseCondition(text);
  assert.ok('condition' in parsed, JSON.stringify(parsed));
  return judge(parsed.condition, runs);
}

function measured(text: string, ...runs: SegmentSeen[]) {
  const parsed = parseExpression(text);
  assert.ok('expression' in parsed, JSON.stringify(parsed));
  const { inWords, ...rest } = measure(parsed.expression, runs);
  return { inWords: inWords.replaceAll('\u00a0', ' '), ...rest };
}

test('two lanes are told apart by the one comparison, and a tie is a result', () => {
  const run = runOf([late(500), late(50), late(50.2, 2)]);
  assert.equal(judged('latency_p50 of long-polling < short-polling', run), 'holds');
  assert.equal(judged('latency_p50 of short-polling > long-polling', run), 'holds');
  assert.equal(judged('latency_p50 of short-polling <= long-polling', run), 'fails');
  assert.equal(judged('latency_p50 of long-polling = sse', run), 'holds');
  assert.equal(judged('latency_p50 of long-polling < sse', run), 'fails');
  assert.equal(judged('latency_p50 of long-polling <= sse', run), 'holds');
  assert.equal(judged('latency_p50 of long-polling = short-polling', run), 'fails');
});

test('a ratio is a multiple in words, and 1 where no difference can be measured', () => {
  const run = runOf([
    late(500, 1, { requests: 120, bytesPerTick: 6010, bytes: 12_000 }),
    late(50, 2, { requests: 4, bytesPerTick: 261, bytes: 500 }),
    late(50.2, 3, { requests: 0 }),
  ]);
  assert.deepEqual(measured('bytes_per_tick of short-polling / long-polling', run), {
    value: 6010 / 261,
    inWords: '23 times',
    enough: null,
  });
  assert.equal(measured('requests of long-polling / short-polling', run).inWords, '0.033 times');
  assert.equal(judged('bytes_per_tick of short-polling / long-polling >= 20', run), 'holds');
  assert.equal(judged('bytes_per_tick of short-polling / long-polling >= 25', run), 'fails');
  assert.deepEqual(measured('latency_p50 of long-polling / sse', run), {
    value: 1,
    inWords: 'no difference that can be measured',
    enough: null,
  });
  assert.equal(judged('latency_p50 of long-polling / sse < 1.25', run), 'holds');
  // Of nothing there is no multiple.
  assert.deepEqual(measured('requests of short-polling / sse', run), {
    value: Infinity,
    inWords: '120 against 0',
    enough: null,
  });
  assert.equal(judged('requests of sse / short-polling <= 0.1', run), 'holds');
});

test('a figure and a number, in the unit of the figure', () => {
  const run = runOf([late(500, 1, { requests: 38 }), late(50)]);
  const latency = measured('latency_p50 of long-polling', run);
  assert.match(latency.inWords, /^\d\d\.\d ms$/);
  assert.equal(latency.enough, null);
  assert.equal(judged('latency_p50 of long-polling < 60', run), 'holds');
  assert.equal(judged('latency_p50 of short-polling < 60', run), 'fails');
  assert.equal(judged('requests of short-polling = 38', run), 'holds');
});

test('a lane by itself is measured by a number too', () => {
  const run = runOf([late(50, 1, { requests: 1 })]);
  assert.equal(judged('latency_p50 of short-polling < 60', run), 'holds');
  assert.equal(judged('requests of short-polling = 1', run), 'holds');
});

test('what has too few samples is not decided: 20 prices for latency, two polls and a price for counts', () => {
  const few = runOf([{ latencies: around(500, 19) }, { latencies: around(50, 19) }]);
  assert.deepEqual(judged('latency_p50 of long-polling < short-polling', few), {
    undecided: 'fewer than 20 prices',
  });
  assert.deepEqual(judged('latency_p50 of long-polling < 60', few), { undecided: 'fewer than 20 prices' });
  assert.equal(judged('requests of long-polling = 1', few), 'holds');
  const early = runOf([late(500), late(50)], { elapsed: 3000 });
  assert.deepEqual(judged('requests of long-polling < short-polling', early), {
    undecided: 'two polling intervals have not passed',
  });
  const ratio = measured('requests of long-polling / short-polling', early);
  assert.deepEqual(ratio, { value: null, inWords: '–', enough: 'two polling intervals have not passed' });
  const none = runOf([late(500), { latencies: [] }]);
  assert.deepEqual(judged('bytes of short-polling < 5', none), {
    undecided: 'not every technique has a price yet',
  });
  assert.deepEqual(judged('recovery of short-polling < 500', runOf([late(500)])), {
    undecided: 'it has not been measured',
  });
});

test('lanes that lost prices are compared by their losses, and by nothing else', () => {
  const order = { received: 190, lost: 8, missed: 2, doubled: 0, outOfOrder: 0 };
  const run = runOf([late(500), late(50, 1, { order })]);
  assert.equal(judged('lost of long-polling <= 0', run), 'fails');
  assert.equal(judged('lost of short-polling = 0', run), 'holds');
  assert.equal(judged('lost of short-polling < long-polling', run), 'holds');
  assert.equal(judged('ticks of long-polling < short-polling', run), 'holds');
  assert.equal(judged('ticks of long-polling = 190', run), 'holds');
  assert.deepEqual(judged('latency_p50 of long-polling < short-polling', run), {
    undecided: 'prices were lost',
  });
  assert.deepEqual(judged('bytes of long-polling < 5', run), { undecided: 'prices were lost' });
  // A lane that is not back yet may have lost more.
  const away: Made = { ...late(50), state: { kind: 'waiting', reason: 'cut', retryIn: null } };
  assert.deepEqual(judged('lost of long-polling <= 0', runOf([late(500), away])), {
    undecided: 'not connected',
  });
});

test('lanes of two runs: medians by where each would be with other prices, counts exactly', () => {
  const slow = runOf([late(1500, 1, { requests: 20 }), late(50)]);
  const fast = runOf([late(500, 2, { requests: 60 }), late(50, 3)]);
  assert.equal(judged('latency_p50 of short-polling in run 1 / run 2 >= 2.5', slow, fast), 'holds');
  assert.equal(judged('latency_p50 of short-polling in run 2 < run 1', slow, fast), 'holds');
  assert.equal(judged('latency_p50 of long-polling in run 1 = run 2', slow, fast), 'holds');
  assert.equal(measured('requests of short-polling in run 2 / run 1', slow, fast).inWords, '3.0 times');
  assert.deepEqual(judged('requests of short-polling in run 2 < run 1', slow), {
    undecided: 'run 2 has not been made',
  });
});

test('a lane that was not there is not decided', () => {
  assert.deepEqual(judged('requests of websocket < 5', runOf([late(50)])), {
    undecided: 'WebSocket has no lane',
  });
});

test('a run as the engine reports it can be judged', () => {
  const seen = presentSegment(snapshot());
  assert.ok(seen);
  assert.equal(measured('requests of short-polling', seen).value, 2);
  assert.notEqual(measured('latency_p50 of short-polling', seen).enough, null);
});
