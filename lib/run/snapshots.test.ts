import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { WireReader } from '@/lib/capture/message';
import { idealLink } from '@/lib/link/settings';
import { defaultScenario, type Scenario } from '@/lib/scenario/scenario';
import { defaultView } from '@/lib/scenario/view';
import { chartsOf, lanesOf, pricesOf, snapshotOf } from './publishing';
import { Run } from './run';

const scenario: Scenario = { ...defaultScenario, techniques: ['short-polling', 'sse'], interval: 3 };

/** A run on a clock of its own, of which no lane is connected. */
function running(t: TestContext) {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const at = performance.timeOrigin;
  const run = new Run(
    {
      type: 'market',
      market: 'abc',
      secret: 'x',
      settings: { seed: 1, rate: 2, burst: 1, symbols: 4, padding: 0 },
      link: idealLink,
      capture: false,
      restored: false,
      state: { seq: 10, at, schedule: null },
    },
    {
      market: 'http://127.0.0.1:9/api/markets/abc',
      scenario: () => scenario,
      clockOffset: () => 0,
      calmFrom: () => 0,
      interrupted: () => false,
      ticked: () => {},
      wireReader: async () => new WireReader(),
      traded: () => {},
    },
  );
  return {
    run,
    at,
    goTo: (to: number) => {
      now = to;
    },
    snapshot: (complaint: string | null = null) =>
      snapshotOf(run, {
        status: { kind: 'running' },
        clock: null,
        noiseFloor: 0.5,
        interruptions: [],
        scenario,
        complaint,
        findings: [],
      }),
    receive: (id: 'short-polling' | 'sse', seq: number) =>
      run.lanes.get(id)?.measured.receive(JSON.stringify({ seq, symbol: 'KITE', price: 1, at: at + now })),
  };
}

test('a snapshot tells in seconds how long the run has lasted, and when it began', (t) => {
  const { snapshot, goTo, at } = running(t);
  goTo(2500);
  const { elapsed, startedAt, seq, segment, past, notices } = snapshot();
  assert.ok(Math.abs(elapsed - 2.5) < 1e-6);
  assert.deepEqual([startedAt, seq, segment?.from, past, notices], [at, 10, 0, [], []]);
});

test('what was not done lately stands behind the notices of the run', (t) => {
  const { snapshot, run } = running(t);
  run.notices.push('The server was restarted.');
  assert.deepEqual(snapshot('It was not done.').notices, ['The server was restarted.', 'It was not done.']);
  assert.deepEqual(snapshot().notices, ['The server was restarted.']);
});

test('counts are compared once two intervals of the slowest lane that is on have passed', (t) => {
  const { run, goTo, receive } = running(t);
  for (const id of scenario.techniques) if (id === 'sse' || id === 'short-polling') receive(id, 11);
  const early = (on: Scenario['techniques'] = scenario.techniques) =>
    fitOf(lanesOf(run, { ...scenario, techniques: on }, null));
  const fitOf = (lanes: ReturnType<typeof lanesOf>) =>
    lanes
      .filter(({ on }) => on)
      .map(({ comparison }) => comparison.unfit.counts?.includes('polling intervals') ?? false);
  // A lane that is off asks nothing, and one that is not connected cannot be compared at all.
  for (const lane of run.lanes.values()) Object.defineProperty(lane, 'state', { value: { kind: 'open' } });
  goTo(5999);
  assert.deepEqual([early(), early(['sse'])], [[true, true], [false]]);
  goTo(6000);
  assert.deepEqual(early(), [false, false]);
});

test('each lane is behind by what is due and has not come', (t) => {
  const { run, receive } = running(t);
  receive('short-polling', 14);
  receive('sse', 11);
  const { behind, known } = pricesOf(run, 'KITE', false);
  assert.deepEqual([behind['short-polling'], behind.sse, known], [0, 3, false]);
});

test('charts have an edge for each segment but the first, and what a run has been hit by', (t) => {
  const { run, goTo } = running(t);
  assert.deepEqual(chartsOf(run, defaultView, []).edges, []);
  goTo(2000);
  run.change({ ...scenario, rate: 50 }, () => []);
  goTo(2600);
  run.settle();
  goTo(4000);
  run.change({ ...scenario, rate: 20 }, () => []);
  run.struck('rst', performance.timeOrigin + 4000, performance.timeOrigin + 4000);
  const { edges, faults, market } = chartsOf(run, defaultView, []);
  assert.deepEqual(edges, [
    { at: 2.6, change: 'New prices 50 per second' },
    { at: 4, change: 'New prices 20 per second' },
  ]);
  assert.deepEqual([faults, market], [run.faults, 'abc']);
  assert.deepEqual(
    [chartsOf(null, defaultView, []).edges, chartsOf(null, defaultView, []).market],
    [[], null],
  );
});
