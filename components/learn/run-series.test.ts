import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OneLive } from '@/components/run/one-live';
import { PageRun } from '@/components/run/page-run';
import type { RunCommand, RunReport } from '@/lib/run/messages';
import type { Snapshot } from '@/lib/run/snapshot';
import { RunSeries, setupOf } from './run-series';

/** Two runs, and an engine that says what the test has it say. */
function seriesOf(queries: string[]) {
  const told: RunCommand[] = [];
  let report: ((report: RunReport) => void) | null = null;
  const setups = queries.map(setupOf);
  const [first] = setups;
  assert.ok(first);
  const live = new OneLive();
  const run = new PageRun(
    'run',
    first,
    (heard) => {
      report = heard;
      return {
        tell: (command) => command.type !== 'wire' && told.push(command),
        end: () => {
          report = null;
        },
      };
    },
    live,
  );
  const series = new RunSeries(run, setups);
  const leave = series.attach();
  const says = (market: string | null, kind: 'connecting' | 'running' | 'finished') =>
    report?.({ type: 'snapshot', snapshot: snapshotOf(market, kind, run) });
  return { series, run, told, live, leave, says, isLive: () => report !== null };
}

function snapshotOf(
  market: string | null,
  kind: 'connecting' | 'running' | 'finished',
  run: PageRun,
): Snapshot {
  return {
    status: { kind },
    clock: null,
    noiseFloor: null,
    elapsed: 3,
    firstMoments: 1,
    startedAt: 1,
    market,
    seq: 7,
    lanes: [],
    segment: { from: 0, to: null, settings: run.setup.get().scenario, settling: false },
    past: [],
    interruptions: [],
    faults: [],
    notices: [],
  };
}

const times = (count: number, act: () => void) => Array.from({ length: count }, act);

test('a run of an address ends, and shows its wire', () => {
  const { scenario, view } = setupOf('rate=5&wire=false&present=true');
  assert.deepEqual([scenario.rate, scenario.length], [5, 30]);
  assert.deepEqual([view.wire, view.present], [true, false]);
  assert.equal(setupOf('length=12').scenario.length, 12);
});

test('nothing begins by itself, then one run after another, and the results are those of all', () => {
  const { series, told, says, run } = seriesOf(['rate=2', 'rate=50']);
  assert.deepEqual([series.progress.get().kind, told.length], ['ready', 0]);
  series.begin();
  says('a', 'running');
  times(20, () => says('a', 'running'));
  assert.equal(series.progress.get().at, 0);
  // What is counted last comes after the end.
  says('a', 'finished');
  assert.equal(series.progress.get().at, 0);
  times(5, () => says('a', 'finished'));
  assert.deepEqual([series.progress.get().kind, series.progress.get().at], ['running', 1]);
  assert.equal(run.setup.get().scenario.rate, 50);
  assert.deepEqual(
    told.map(({ type }) => type),
    ['start', 'change', 'view', 'reset'],
  );
  // What the first run still says is not of the second.
  times(10, () => says('a', 'finished'));
  says(null, 'connecting');
  says('b', 'running');
  assert.equal(series.progress.get().kind, 'running');
  times(6, () => says('b', 'finished'));
  const { kind, results } = series.progress.get();
  assert.equal(kind, 'over');
  assert.deepEqual(
    results.map(({ settings }) => settings.rate),
    [2, 50],
  );
});

test('begun again, it forgets what was measured', () => {
  const { series, says } = seriesOf(['rate=2']);
  series.begin();
  times(6, () => says('a', 'finished'));
  assert.equal(series.progress.get().results.length, 1);
  series.begin();
  assert.deepEqual(series.progress.get(), { kind: 'running', at: 0, results: [] });
  times(6, () => says('a', 'finished'));
  assert.equal(series.progress.get().kind, 'running');
  times(6, () => says('b', 'finished'));
  assert.equal(series.progress.get().kind, 'over');
});

test('a run that is stopped, or replaced by another on the page, has no results', () => {
  const { series, says, live, isLive } = seriesOf(['rate=2']);
  series.begin();
  says('a', 'running');
  series.stop();
  assert.deepEqual([series.progress.get().kind, isLive()], ['stopped', false]);
  series.begin();
  says('b', 'running');
  live.take({ stop: () => {} });
  assert.deepEqual([series.progress.get().kind, isLive()], ['stopped', false]);
  assert.deepEqual(series.progress.get().results, []);
});

test('when nobody looks any more, it stops', () => {
  const { series, leave, isLive } = seriesOf(['rate=2']);
  series.begin();
  assert.equal(isLive(), true);
  leave();
  assert.equal(isLive(), false);
});
