import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idealLink } from '@/lib/link/settings';
import { epochNow } from '@/lib/measure/clock';
import { defaultScenario } from '@/lib/scenario/scenario';
import { defaultView } from '@/lib/scenario/view';
import { nameOf, techniqueIds } from '@/lib/techniques';
import { toCsv, toJson, toMarkdown } from './export';
import { chartsOf, pricesOf, snapshotOf } from './publishing';
import { Run } from './run';

const scenario = { ...defaultScenario, techniques: techniqueIds.slice(0, 2) };
const [first, second] = scenario.techniques;
const counted = { requests: 2, empty: 0, connections: 1, messages: 2, payload: 100, up: 200, down: 300 };

/** A run of which the first two lanes have received ticks, and two have been counted. No lane is connected. */
function filled() {
  const run = new Run(
    {
      type: 'market',
      market: 'abc',
      settings: { seed: 1, rate: 2, burst: 1, symbols: 4, padding: 0 },
      link: idealLink,
      capture: false,
      state: { seq: 10, at: epochNow(), schedule: null },
      restored: false,
    },
    {
      market: 'http://localhost/api/markets/abc',
      scenario: () => scenario,
      clockOffset: () => 0,
      interrupted: () => false,
      ticked: () => {},
      traded: () => {},
    },
  );
  const receive = (id: string | undefined, seq: number) =>
    [...run.lanes.values()]
      .find(({ technique }) => technique.id === id)
      ?.measured.receive(JSON.stringify({ seq, symbol: 'KITE', price: seq, at: epochNow() - 20 }));
  receive(first, 11);
  receive(first, 12);
  receive(second, 11);
  const state = { seq: 12, at: epochNow(), schedule: null };
  run.count(state, { [first ?? '']: counted, [second ?? '']: { ...counted, requests: 1 } });
  run.record();
  return run;
}

function snapshot(run: Run | null = filled()) {
  return snapshotOf(run, {
    status: { kind: run?.status ?? 'connecting' },
    clock: { offset: 0, uncertainty: 0.5, samples: 3 },
    noiseFloor: 0.25,
    interruptions: [],
    scenario,
    complaint: null,
  });
}

test('before the first run there is a snapshot without lanes, and charts without points', () => {
  assert.deepEqual([snapshot(null).lanes, snapshot(null).elapsed, snapshot(null).seq], [[], 0, 0]);
  assert.deepEqual(chartsOf(null, defaultView, []).rows, []);
});

test('a snapshot has every technique, and says which are on', () => {
  const { lanes, seq, market, status } = snapshot();
  assert.deepEqual(
    lanes.map(({ id }) => id),
    techniqueIds,
  );
  assert.deepEqual(
    lanes.filter(({ on }) => on).map(({ id }) => id),
    scenario.techniques,
  );
  assert.deepEqual([seq, market, status.kind], [12, 'abc', 'running']);
  assert.equal(lanes[0]?.figures.order.received, 2);
  assert.equal(lanes[0]?.figures.bytes, 500);
});

test('prices are those of one stock, with how many ticks each lane has yet to receive', () => {
  const { lanes, behind } = pricesOf(filled(), 'KITE', true);
  assert.deepEqual(Object.keys(lanes), scenario.techniques);
  assert.deepEqual([first && lanes[first]?.price, second && lanes[second]?.price], [12, 11]);
  assert.deepEqual(first && second && [behind[first], behind[second]], [0, 1]);
  assert.deepEqual(pricesOf(filled(), 'QUIL', true).lanes, {});
});

test('charts have a point for each lane that has something, and the distribution on the scale asked for', () => {
  const run = filled();
  const linear = chartsOf(run, { ...defaultView, distributionScale: 'linear' }, []);
  assert.deepEqual(Object.keys(linear.rows[0]?.lanes ?? {}), scenario.techniques);
  assert.equal(linear.distribution.edges[0], 0);
  assert.equal(chartsOf(run, defaultView, []).distribution.edges[0], 0.1);
  for (const id of scenario.techniques) {
    const total = linear.distribution.shares[id]?.reduce((sum, share) => sum + share, 0) ?? 0;
    assert.ok(Math.abs(total - 1) < 1e-9);
  }
});

test('a run that is paused drains first, and stands still with the last tick of every lane', () => {
  const run = filled();
  assert.equal(run.want('paused'), true);
  assert.equal(run.want('paused'), false);
  assert.equal(run.status, 'draining');
  const { pricesAt } = run;
  run.drain(0);
  assert.equal(run.status, 'paused');
  const { elapsed } = run;
  assert.equal(run.pricesAt, pricesAt);
  run.want('running');
  assert.equal(run.status, 'running');
  assert.ok(run.elapsed >= elapsed);
});

test('a fault is marked in seconds of the run', () => {
  const run = filled();
  const at = epochNow();
  run.struck('outage', at, at + 3000);
  const [mark] = run.faults;
  assert.equal(mark?.kind, 'outage');
  assert.ok(Math.abs((mark?.to ?? 0) - (mark?.from ?? 0) - 3) < 0.001);
  assert.ok((mark?.from ?? 1) * 1000 <= run.elapsed);
});

test('exports name the lanes that have something to show, and agree with one another', () => {
  const run = filled();
  const latest = snapshot(run);
  const markdown = toMarkdown(latest, 'http://localhost/?rate=5').split('\n');
  assert.equal(markdown[0], `| Figure | ${scenario.techniques.map(nameOf).join(' | ')} |`);
  // Nothing is the best of a run that has just begun.
  assert.ok(markdown.includes('| Requests | 2 | 1 |'));
  const fit = latest.lanes.map((lane) => ({
    ...lane,
    comparison: { ...lane.comparison, unfit: { latency: null, counts: null } },
  }));
  const later = toMarkdown({ ...latest, lanes: fit }, 'http://localhost/?rate=5').split('\n');
  assert.ok(later.includes('| Requests | 2 | **1** |'));
  assert.match(markdown.at(-2) ?? '', /^\d+\.\d s, latencies ± 0\.50 ms, http:\/\/localhost\/\?rate=5$/);

  const csv = toCsv(latest).split('\n');
  assert.equal(csv[0], `figure,unit,${scenario.techniques.join()}`);
  assert.ok(csv.includes('requests,count,2,1'));
  // No fault, no recovery: empty, and not 0.
  assert.ok(csv.includes('recovery,ms,,'));

  const json = JSON.parse(toJson(latest, scenario, 'link'));
  assert.deepEqual(json.scenario, scenario);
  assert.deepEqual(Object.keys(json.techniques), scenario.techniques);
  assert.equal(json.techniques[first ?? ''].bytes, 500);
  assert.equal(json.run.clockUncertaintyMs, 0.5);
  assert.equal(json.run.noiseFloorMs, 0.25);
  assert.deepEqual(Object.keys(json.comparisons), scenario.techniques);
  assert.ok(Date.parse(json.date) <= Date.now());
});

test('a price is behind by what was due, though a server that is held up tells of nothing', () => {
  const run = filled();
  const schedule = { seed: 1, seq: 12, at: epochNow() - 5000, rate: 10, burst: 1 };
  run.count({ seq: 12, at: epochNow() - 5000, schedule }, {});
  const { behind, known } = pricesOf(run, 'KITE', false);
  assert.equal(known, false);
  // Half a second of it the server may still be about to tell.
  assert.ok(first && (behind[first] ?? 0) >= 40);
  assert.equal(snapshot(run).seq, 12);
});
