import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toJson } from '@/lib/run/export';
import type { RunCommand, RunReport } from '@/lib/run/messages';
import { readSavedRun } from '@/lib/run/saved-run';
import type { Snapshot } from '@/lib/run/snapshot';
import { defaultScenario } from '@/lib/scenario/scenario';
import { defaultSetup } from '@/lib/scenario/url';
import { defaultView } from '@/lib/scenario/view';
import { OneLive } from './one-live';
import { PageRun } from './page-run';

const running: Snapshot = {
  status: { kind: 'running' },
  clock: null,
  noiseFloor: null,
  elapsed: 3,
  firstMoments: 1,
  startedAt: 1,
  market: 'abc',
  seq: 7,
  lanes: [],
  segment: null,
  past: [],
  interruptions: [],
  faults: [],
  notices: [],
};

const segment = { from: 0, to: null, settings: defaultScenario, settling: false };
const origin = { link: 'http://localhost/', version: '1.2.3', userAgent: 'Browser/1' };

/** A page with runs whose engines keep what they are told. */
function page() {
  const live = new OneLive();
  const engines: { of: string; told: RunCommand[]; ended: boolean; report(report: RunReport): void }[] = [];
  const create = (id: string) =>
    new PageRun(
      id,
      defaultSetup,
      (report) => {
        const engine = { of: id, told: [] as RunCommand[], ended: false, report };
        engines.push(engine);
        return {
          // To whom the engine reports the wire is a matter of the wire's.
          tell: (command) => command.type !== 'wire' && engine.told.push(command),
          end: () => {
            engine.ended = true;
          },
        };
      },
      live,
    );
  return { create, engines, open: () => engines.filter(({ ended }) => !ended).map(({ of }) => of) };
}

test('of several runs one is live; the one before is stopped, and keeps its last figures', () => {
  const { create, engines, open } = page();
  const first = create('first');
  const second = create('second');
  first.start();
  engines[0]?.report({ type: 'snapshot', snapshot: running });
  second.start();
  assert.deepEqual(open(), ['second']);
  assert.deepEqual(first.snapshot.get(), { ...running, status: { kind: 'replaced' } });
  assert.equal(second.snapshot.get(), null);
  // Begun again, it takes the place back.
  first.resume();
  assert.deepEqual(open(), ['first']);
  assert.equal(engines.length, 3);
});

test('a run that has stopped does not stop the one that is live', () => {
  const { create, open } = page();
  const first = create('first');
  const second = create('second');
  first.start();
  second.start();
  first.stop();
  assert.deepEqual(open(), ['second']);
  second.stop();
  assert.deepEqual(open(), []);
  first.start();
  assert.deepEqual(open(), ['first']);
});

test('a run is started with its settings, and told of each change by a message of its own', () => {
  const { create, engines } = page();
  const run = create('run');
  run.change({ rate: 7 });
  run.setVisible(false);
  run.start();
  run.start();
  run.look({ percentile: 'p99', wire: false });
  run.change({ rate: 8 });
  run.setUp(defaultSetup);
  const { window } = defaultView;
  const view = { window, wire: true };
  assert.deepEqual(engines.length, 1);
  assert.deepEqual(engines[0]?.told, [
    { type: 'start', scenario: { ...defaultScenario, rate: 7 }, view, visible: false },
    { type: 'view', view: { ...view, wire: false } },
    { type: 'change', scenario: { ...defaultScenario, rate: 8 } },
    { type: 'change', scenario: defaultScenario },
    { type: 'view', view },
  ]);
  assert.equal(run.setup.get(), defaultSetup);
});

test('to choose a preset begins a new run', () => {
  const { create, engines } = page();
  const run = create('run');
  run.start();
  run.begin({ rate: 9 });
  assert.deepEqual(engines[0]?.told.slice(1), [
    { type: 'change', scenario: { ...defaultScenario, rate: 9 } },
    { type: 'reset' },
  ]);
});

test('a trade is made at the price that is shown, and not before there is one', () => {
  const { create, engines } = page();
  const run = create('run');
  run.start();
  run.trade('sse', 'buy');
  const price = { price: 12.5, previous: null, seq: 1, at: 0 };
  engines[0]?.report({ type: 'prices', prices: { lanes: { sse: price }, behind: {}, known: true, at: 0 } });
  run.trade('sse', 'buy');
  const { symbol } = defaultScenario;
  assert.deepEqual(engines[0]?.told.slice(1), [
    { type: 'trade', technique: 'sse', side: 'buy', symbol, seen: 12.5 },
  ]);
});

test('who listens hears of a value when it changes, until they stop', () => {
  const { create, engines } = page();
  const run = create('run');
  run.start();
  const heard: (Snapshot | null)[] = [];
  const leave = run.snapshot.subscribe(() => heard.push(run.snapshot.get()));
  engines[0]?.report({ type: 'snapshot', snapshot: running });
  leave();
  engines[0]?.report({ type: 'snapshot', snapshot: { ...running, elapsed: 4 } });
  assert.deepEqual(heard, [running]);
  assert.equal(run.snapshot.get()?.elapsed, 4);
});

test('a file that holds no run says why, and leaves what is compared with', () => {
  const run = page().create('first');
  const text = toJson({ ...running, segment }, defaultScenario, origin);
  run.compareWith(readSavedRun(text));
  assert.equal(run.openProblem.get(), null);
  const compared = run.compared.get();
  assert.deepEqual([compared?.segment, compared?.run.link], [0, origin.link]);
  run.compareWith(readSavedRun('no run'));
  assert.match(run.openProblem.get() ?? '', /no JSON/);
  assert.equal(run.compared.get(), compared);
  run.compareWith(readSavedRun(text));
  assert.equal(run.openProblem.get(), null);
});
