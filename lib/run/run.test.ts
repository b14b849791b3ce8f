import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { WireReader } from '@/lib/capture/message';
import { idealLink } from '@/lib/link/settings';
import { dueAt, type Schedule } from '@/lib/market/schedule';
import { defaultScenario } from '@/lib/scenario/scenario';
import type { TechniqueId } from '@/lib/techniques';
import { counted } from './filled-run.fixture';
import { quoteAll } from './quotes';
import { Run } from './run';

const scenario = {
  ...defaultScenario,
  techniques: ['short-polling', 'long-polling'] satisfies TechniqueId[],
};

/** A run on a clock of its own, which begins after tick 10. Its lanes find no server; a test gives them their ticks. */
function running(
  t: TestContext,
  { on = ['short-polling'], every = 0 }: { on?: TechniqueId[]; every?: number } = {},
) {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const epoch = (at: number) => performance.timeOrigin + at;
  const schedule: Schedule | null =
    every > 0 ? { seed: 1, seq: 10, at: epoch(0), rate: 1000 / every, burst: 1 } : null;
  const told: string[] = [];
  const market = {
    type: 'market',
    market: 'abc',
    secret: 'x',
    settings: { seed: 1, rate: 2, burst: 1, symbols: 4, padding: 0 },
    link: idealLink,
    capture: false,
    restored: false,
  } as const;
  const run = new Run(
    { ...market, state: { seq: 10, at: epoch(0), schedule } },
    {
      market: 'http://127.0.0.1:9/api/markets/abc',
      scenario: () => scenario,
      clockOffset: () => 0,
      calmFrom: () => 0,
      interrupted: (from, to) => from < epoch(-1000) && to > epoch(0),
      ticked: () => told.push('ticked'),
      wireReader: async () => new WireReader(),
      traded: () => {},
    },
  );
  run.begin(on);
  t.after(() => run.stop());
  const laneOf = (id: TechniqueId) => run.lanes.get(id) ?? assert.fail();
  return {
    run,
    epoch,
    told,
    schedule,
    lane: laneOf,
    goTo: (at: number) => {
      now = at;
    },
    receive: (id: TechniqueId, seq: number, due = now) =>
      laneOf(id).measured.receive(JSON.stringify({ seq, symbol: 'KITE', price: seq, at: epoch(due) })),
    /** The server tells that the market stands still after this tick, or goes on by a schedule. */
    count: (seq: number, by: Schedule | null = null) =>
      run.count({ seq, at: epoch(now), schedule: by }, { 'short-polling': counted }),
    goOn: (restored: boolean, seq = 10) =>
      run.goOn({ ...market, restored, state: { seq, at: epoch(now), schedule } }),
    gaps: () => run.recorder.chart('minute').map(({ t: at, lanes }) => [at, lanes['short-polling']?.gap]),
  };
}

const near = (value: number | undefined, expected: number) =>
  assert.ok(value !== undefined && Math.abs(value - expected) < 0.01, `${value}, not ${expected}`);

test('a run begins where its market stands, with the lanes that are on', (t) => {
  const { run, epoch, lane } = running(t);
  assert.deepEqual([run.market, run.startedAt, run.newest, run.state.seq], ['abc', epoch(0), 10, 10]);
  assert.deepEqual([lane('short-polling').on, lane('sse').on, lane('sse').state.kind], [true, false, 'off']);
  assert.equal(run.status, 'running');
});

test('a latency that counts is drawn, one that does not is none, and the page is told of both', (t) => {
  const { run, receive, told, goTo } = running(t);
  goTo(700);
  receive('short-polling', 11, 650);
  receive('short-polling', 12, -2000);
  assert.equal(told.length, 2);
  const [row] = run.recorder.chart('minute');
  assert.equal(row?.t, 0.5);
  near(row?.lanes['short-polling']?.max ?? undefined, 50);
  near(row?.lanes['short-polling']?.p50 ?? undefined, 50);
});

test('time stands still from the last tick of a pause until it goes on', (t) => {
  const { run, goTo, count, epoch } = running(t, { on: [] });
  goTo(1000);
  assert.ok(run.want('paused'));
  near(run.pricesAt, epoch(1000));
  goTo(1200);
  assert.equal(run.status, 'draining');
  count(10);
  run.drain(0);
  assert.equal(run.status, 'paused');
  goTo(5000);
  near(run.elapsed, 1200);
  // It is finished while it stands still: prices have not grown older since.
  assert.ok(run.want('finished'));
  near(run.pricesAt, epoch(1000));
  run.drain(0);
  assert.deepEqual([run.status, run.want('finished')], ['finished', false]);
  assert.ok(run.want('running'));
  goTo(5300);
  near(run.elapsed, 1500);
  near(run.pricesAt, epoch(5300));
  run.drain(0);
  assert.equal(run.status, 'running');
  goTo(5400);
  near(run.elapsed, 1600);
});

test('a lane is disconnected with the last tick, or when it has had its time to fetch it', (t) => {
  const { run, goTo, count, receive, lane, schedule } = running(t, {
    on: ['short-polling', 'long-polling'],
    every: 100,
  });
  goTo(1000);
  receive('short-polling', 12);
  receive('long-polling', 11);
  run.want('paused');
  count(12, schedule);
  goTo(1100);
  run.drain(500);
  assert.ok(lane('short-polling').on, 'there are still ticks to come');
  count(12);
  run.drain(500);
  assert.deepEqual([lane('short-polling').state.kind, lane('long-polling').on], ['done', true]);
  goTo(4500);
  run.drain(500);
  assert.equal(run.status, 'draining');
  goTo(4501);
  run.drain(500);
  assert.deepEqual([run.status, lane('long-polling').state.kind], ['paused', 'done']);
  assert.equal(lane('sse').state.kind, 'off');
  near(run.elapsed, 4501);
});

test('a pause that is over before all has drained, and begins again, gives lanes their whole time again', (t) => {
  const { run, goTo, count, lane } = running(t);
  goTo(1000);
  run.want('paused');
  goTo(3000);
  run.want('running');
  run.want('paused');
  count(11);
  goTo(5999);
  run.drain(0);
  assert.ok(lane('short-polling').on);
  goTo(6001);
  run.drain(0);
  assert.ok(!lane('short-polling').on);
});

test('lanes are switched while it runs; one that was off begins with the newest tick', (t) => {
  const { run, receive, lane } = running(t);
  receive('short-polling', 30);
  run.switchLanes(['short-polling', 'long-polling']);
  assert.deepEqual([lane('long-polling').on, lane('long-polling').measured.cursor], [true, 30]);
  assert.equal(lane('short-polling').measured.cursor, 30);
  run.switchLanes(['long-polling']);
  assert.equal(lane('short-polling').state.kind, 'off');
  receive('long-polling', 40);
  run.want('paused');
  run.switchLanes(['short-polling']);
  assert.deepEqual([lane('short-polling').on, lane('long-polling').on], [false, true]);
  // A lane that was done goes on after its own last tick.
  lane('long-polling').stop('done');
  receive('short-polling', 50);
  run.want('running');
  run.switchLanes(['long-polling']);
  assert.deepEqual([lane('long-polling').on, lane('long-polling').measured.cursor], [true, 40]);
});

test('the newest tick that is due is known half a second later, though nobody tells of it', (t) => {
  const { run, goTo, receive, schedule } = running(t, { every: 100 });
  assert.ok(schedule);
  const due = (seq: number) => dueAt(schedule, seq) - performance.timeOrigin;
  goTo(due(20) + 499.9);
  assert.equal(run.newestDue, 19);
  goTo(due(20) + 500.1);
  assert.equal(run.newestDue, 20);
  receive('short-polling', 25);
  assert.deepEqual([run.newestDue, run.newest], [25, 25]);
});

test('what the charts draw of a lane has a gap where prices are overdue, or nothing is known', (t) => {
  const { run, goTo, count, receive, gaps, lane, schedule } = running(t, { every: 100 });
  assert.ok(schedule);
  const due = (seq: number) => dueAt(schedule, seq) - performance.timeOrigin;
  run.record(500, false);
  assert.deepEqual(gaps(), [], 'nothing was counted yet');
  count(10, schedule);
  receive('short-polling', 11);
  const overdue = due(12) + 2500;
  goTo(overdue - 0.1);
  run.record(500, false);
  assert.equal(gaps().at(-1)?.[1], null);
  const [last] = run.recorder.chart('minute').slice(-1);
  assert.deepEqual([last?.lanes['short-polling']?.requests, last?.lanes['short-polling']?.bytes], [2, 500]);
  goTo(overdue + 0.1);
  run.record(500, false);
  assert.equal(gaps().at(-1)?.[1], 'prices');
  goTo(overdue + 600);
  run.record(500, true);
  assert.equal(gaps().at(-1)?.[1], 'all');
  // A lane that is turned off while the run goes on brings no prices; in a run that drains it has no need to.
  goTo(overdue + 1200);
  lane('short-polling').stop('off');
  run.record(500, false);
  assert.equal(gaps().at(-1)?.[1], 'prices');
  goTo(overdue + 1800);
  run.want('paused');
  run.record(500, false);
  assert.equal(gaps().at(-1)?.[1], null);
  count(11);
  run.drain(0);
  goTo(overdue + 2400);
  run.count(run.state, { 'short-polling': { ...counted, requests: 9 } });
  run.record(500, false);
  assert.equal(run.recorder.chart('minute').at(-1)?.lanes['short-polling']?.requests, 2);
  near(Number(gaps().at(-1)?.[0]), Math.floor((overdue + 1800) / 500) / 2);
});

test('a change of a setting ends a segment, and the next begins when the server has done it', (t) => {
  const { run, goTo, receive, lane } = running(t);
  goTo(2000);
  run.change({ ...scenario, rate: 50 }, () => []);
  assert.equal(run.segments.present.settling, true);
  near(run.past[0]?.to, 2);
  goTo(2100);
  receive('short-polling', 11);
  assert.equal(lane('short-polling').figures(100).latency.count, 0);
  goTo(2400);
  run.settle();
  assert.equal(run.segments.present.settling, true);
  goTo(2450);
  receive('short-polling', 12);
  assert.equal(lane('short-polling').figures(100).latency.count, 0);
  goTo(2600);
  run.settle();
  assert.deepEqual([run.segments.present.settling, run.segments.present.from], [false, 2.6]);
  goTo(3600);
  receive('short-polling', 13);
  assert.equal(lane('short-polling').figures(100).latency.count, 1);
  near(run.elapsedInSegment, 1000);
});

test('what comes late of a segment that is over is part of it, also when the next one ends', (t) => {
  const { run, goTo, receive, lane } = running(t);
  const snapshot = () => [
    {
      id: 'short-polling' as const,
      on: true,
      state: lane('short-polling').state,
      figures: lane('short-polling').figures(1000),
      comparison: {
        unfit: { latency: null, counts: null },
        differences: { ticks: 0, from: {} },
        noiseFloor: 0,
      },
      trade: null,
    },
  ];
  goTo(1000);
  run.change({ ...scenario, rate: 50 }, snapshot);
  goTo(1600);
  run.settle();
  receive('short-polling', 11, 900);
  goTo(1900);
  receive('short-polling', 12, 1700);
  goTo(2000);
  run.change({ ...scenario, rate: 100 }, snapshot);
  const [first, second] = run.past;
  assert.equal(first?.lanes[0]?.figures.order.received, 1);
  near(first?.lanes[0]?.figures.staleness.share, 0.1);
  assert.equal(second?.lanes[0]?.figures.order.received, 1);
  near(second?.lanes[0]?.figures.staleness.share, 0.5);
});

test('a run that is over keeps its figures, whatever is changed for the next one', (t) => {
  const { run, goTo } = running(t);
  run.want('finished');
  goTo(1000);
  run.change({ ...scenario, rate: 50 }, () => []);
  assert.deepEqual([run.past, run.segments.present.settling], [[], false]);
});

test('a fault is over when its effect ends, but a freeze as it begins: what it has hit does not come back', (t) => {
  for (const [kind, recovery] of [
    ['outage', 500],
    ['freeze', 2500],
  ] as const) {
    const { run, goTo, receive, lane, epoch } = running(t);
    goTo(1000);
    run.struck(kind, epoch(1000), epoch(3000));
    const [mark] = run.faults;
    near(mark?.from, 1);
    near(mark?.to, 3);
    goTo(3500);
    receive('short-polling', 11, 3100);
    near(lane('short-polling').figures(1000).recovery ?? undefined, recovery);
    assert.equal(lane('sse').figures(1000).recovery, null);
    receive('sse', 11, 3100);
    assert.equal(lane('sse').figures(1000).recovery, null, 'it was off');
    run.stop();
    t.mock.reset();
  }
});

test('lanes that are connected and have lost nothing are compared', (t) => {
  const { run, receive, lane } = running(t);
  const ids = ['short-polling', 'long-polling', 'sse', 'websocket'] as const;
  for (let seq = 11; seq <= 40; seq++) for (const id of ids) if (id !== 'sse' || seq !== 20) receive(id, seq);
  for (const id of ids.slice(0, 3)) Object.defineProperty(lane(id), 'state', { value: { kind: 'open' } });
  for (let i = 0; i < 500; i++) run.compare();
  assert.deepEqual(
    ids.map((id) => run.comparison.differencesOf(lane(id).measured.receipts).ticks),
    [30, 30, 0, 0],
  );
});

test('every lane that is on and has a price quotes it', (t) => {
  const { run, receive, lane } = running(t, { on: ['short-polling', 'long-polling'] });
  const sent: string[] = [];
  for (const [id, { trader }] of run.lanes)
    trader.desk.carry((text) => sent.push(`${id} ${JSON.parse(text).seen}`));
  receive('short-polling', 12);
  receive('sse', 13);
  quoteAll(run.lanes.values(), 'KITE');
  quoteAll(run.lanes.values(), 'QUIL');
  assert.deepEqual(sent, ['short-polling 12']);
  assert.ok(lane('long-polling').on);
});

test('a fault from before the run is marked at its beginning', (t) => {
  const { run, epoch } = running(t);
  run.struck('rst', epoch(-5000), epoch(-5000));
  assert.deepEqual(run.faults, [{ kind: 'rst', from: 0, to: 0 }]);
});

test('a server that was restarted is a fault from when it was lost on, and its counts go on', async (t) => {
  const { run, goTo, count, goOn, lane, receive } = running(t);
  run.wire.loadWhenDue(1000);
  const readers: unknown[] = [];
  const read = () =>
    new Promise<void>((done) => run.wire.whenReadable([], (reader) => done(void readers.push(reader))));
  await read();
  count(10);
  goTo(2000);
  run.lost();
  goTo(2500);
  run.lost();
  goTo(4000);
  goOn(true, 15);
  assert.equal(run.state.seq, 15);
  await read();
  assert.notEqual(readers[0], readers[1]);
  const [mark, ...more] = run.faults;
  assert.deepEqual([mark?.kind, more], ['server', []]);
  near(mark?.from, 2);
  near(mark?.to, 4);
  assert.match(run.notices[0] ?? '', /restarted at 4\.0 s/);
  count(15);
  assert.equal(lane('short-polling').measured.total.requests, 4);
  goTo(4300);
  receive('short-polling', 11, 4100);
  near(lane('short-polling').figures(1000).recovery ?? undefined, 300);
  // Lost again, and the market was there all the time.
  goTo(5000);
  run.lost();
  goTo(6000);
  goOn(false, 20);
  assert.deepEqual([run.faults.length, run.state.seq], [1, 20]);
  goTo(7000);
  goOn(true, 20);
  near(run.faults[1]?.from, 7);
  near(run.faults[1]?.to, 7);
});

test('prices are judged from the end of the first moments on', (t) => {
  const { run, goTo } = running(t);
  goTo(5000);
  near(run.judgedInSegment, 5000);
});
