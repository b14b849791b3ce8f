import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WireReader } from '@/lib/capture/message';
import { idealLink } from '@/lib/link/settings';
import { epochNow } from '@/lib/measure/clock';
import { defaultScenario } from '@/lib/scenario/scenario';
import { techniqueIds, techniqueOf } from '@/lib/techniques';
import type { Finding } from './findings';
import type { Lane } from './lane';
import { Run } from './run';

const settings = { seed: 1, rate: 2, burst: 1, symbols: 4, padding: 0 };
const streams = techniqueIds.filter((id) => techniqueOf(id).traits.asks === 'once');
const [held = 'long-polling'] = techniqueIds.filter((id) => techniqueOf(id).traits.asks === 'when answered');

/** A run whose market has ticked for 20 s, of which no lane has had anything. None is connected. */
class Watched {
  readonly run: Run;
  readonly now = epochNow();

  constructor() {
    const state = { seq: 10, at: this.now, schedule: { ...settings, seq: 10, at: this.now - 20_000 } };
    this.run = new Run(
      {
        type: 'market',
        market: 'abc',
        secret: 'x'.repeat(32),
        settings,
        link: idealLink,
        capture: false,
        state,
        restored: false,
      },
      {
        market: 'http://localhost/api/markets/abc',
        scenario: () => defaultScenario,
        clockOffset: () => 0,
        interrupted: () => false,
        calmFrom: () => 0,
        ticked: () => {},
        wireReader: async () => new WireReader(),
        traded: () => {},
      },
    );
    this.tell(0);
  }

  get lanes(): Lane[] {
    return [...this.run.lanes.values()];
  }

  /** The server tells how many ticks it has sent by each technique. */
  tell(messages: number): void {
    const figures = {
      requests: 1,
      empty: 0,
      connections: 1,
      messages,
      payload: 0,
      up: 0,
      down: 0,
      handshakesUp: 0,
      handshakesDown: 0,
    };
    this.run.count(this.run.state, Object.fromEntries(techniqueIds.map((id) => [id, figures])));
  }

  /** A lane has lost its connection at these moments, s ago, each time after a silence of 4 s. */
  lose(...ago: number[]): void {
    const lane = this.lanes.find(({ technique }) => technique.id === held);
    assert.ok(lane);
    for (const seconds of ago)
      this.run.intermediary.lost(lane, { at: this.now - seconds * 1000, silence: 4000 });
  }

  look(scenario = defaultScenario, noiseFloor: number | null = 1): Finding[] {
    this.run.intermediary.look(this.lanes, scenario, noiseFloor);
    return this.run.intermediary.findings;
  }
}

test('what the server has sent by a stream and nobody has had is a finding, and stays one', () => {
  const watched = new Watched();
  assert.deepEqual(watched.look(), []);
  watched.tell(30);
  const findings = watched.look();
  assert.deepEqual(
    findings.map((finding) => [finding.kind, 'technique' in finding && finding.technique]),
    streams.map((id) => ['held back', id]),
  );
  for (const finding of findings) {
    assert.ok(finding.kind === 'held back');
    assert.equal(finding.ticks, 30);
    assert.ok(finding.ms >= 5000);
  }
  const text = JSON.stringify({ seq: 60, symbol: 'KITE', price: 1, at: epochNow() });
  for (const { measured } of watched.lanes) measured.receive(text);
  assert.equal(watched.look().length, streams.length);
});

test('a connection that is lost after the same silence twice is a finding', () => {
  const watched = new Watched();
  watched.lose(20, 10);
  const [finding, ...others] = watched.look();
  assert.deepEqual(finding, { kind: 'cut when idle', technique: held, ms: 4000 });
  assert.deepEqual(others, []);
});

test('nothing is found where the way itself is uneven, or that is not known', () => {
  const watched = new Watched();
  watched.tell(30);
  watched.lose(20, 10);
  assert.deepEqual(watched.look(defaultScenario, null), []);
  assert.deepEqual(watched.look(defaultScenario, 1000), []);
});

test('nothing is found in what a run does itself: faults, its network, and a server that was away', () => {
  const by: ((watched: Watched) => Finding[])[] = [
    (watched) => {
      watched.run.struck('freeze', watched.now - 9000, watched.now - 4000);
      return watched.look();
    },
    (watched) => watched.look({ ...defaultScenario, stalls: 5 }),
    (watched) => {
      watched.run.lost();
      const { market, state } = watched.run;
      watched.run.goOn({
        type: 'market',
        market,
        secret: 'x'.repeat(32),
        settings,
        link: idealLink,
        capture: false,
        state,
        restored: false,
      });
      return watched.look();
    },
  ];
  for (const disturb of by) {
    const watched = new Watched();
    watched.tell(30);
    watched.lose(20, 10);
    assert.deepEqual(disturb(watched), []);
  }
});

test('a silence that began before a fault was over is none of somebody else’s', () => {
  const watched = new Watched();
  watched.run.struck('rst', watched.now - 60_000, watched.now - 60_000);
  // Fifteen seconds later all is well again; the first silence began before.
  watched.lose(43, 10);
  assert.deepEqual(watched.look(), []);
  watched.lose(5);
  assert.equal(watched.look().length, 1);
});

test('a loss counts from when all is well again, 15 s after a fault', () => {
  for (const [ago, findings] of [
    [42, 0],
    [41, 1],
    [38, 1],
  ] as const) {
    const watched = new Watched();
    watched.run.struck('rst', watched.now - 60_000, watched.now - 60_000);
    // The silence began 4 s earlier.
    watched.lose(ago, 10);
    assert.equal(watched.look().length, findings, `${ago}`);
  }
});

test('a way that is uneven by up to a quarter of a second is even enough', () => {
  for (const [floor, findings] of [
    [250, streams.length],
    [251, 0],
  ] as const) {
    const watched = new Watched();
    watched.tell(30);
    assert.equal(watched.look(defaultScenario, floor).length, findings);
  }
});

test('what was sent counts from when the last tick came, and what was missing since the last fault was over', () => {
  const watched = new Watched();
  const text = JSON.stringify({ seq: 30, symbol: 'KITE', price: 1, at: watched.now - 10_000 });
  for (const { measured } of watched.lanes) measured.receive(text);
  watched.tell(30);
  watched.tell(32);
  assert.deepEqual(watched.look(), []);
  watched.tell(33);
  assert.deepEqual(
    watched.look().map((finding) => 'ticks' in finding && finding.ticks),
    streams.map(() => 3),
  );
  const struck = new Watched();
  struck.run.struck('rst', struck.now - 19_000, struck.now - 19_000);
  struck.tell(30);
  assert.deepEqual(struck.look(), []);
});

test('ticks that came in clumps are a finding, as long as that is no more than 30 s ago', (t) => {
  for (const [later, findings] of [
    [0, 1],
    [20_000, 1],
    [29_500, 0],
    [45_000, 0],
  ] as const) {
    const watched = new Watched();
    const began = performance.now();
    let now = began;
    t.mock.method(performance, 'now', () => now);
    const [lane] = watched.lanes.filter(({ technique }) => technique.id === streams[0]);
    for (let clump = 0; clump < 3; clump++) {
      now = began + (clump + 1) * 1000;
      for (let tick = 0; tick < 10; tick++) {
        const at = watched.now + clump * 1000 + tick * 100;
        const seq = 11 + clump * 10 + tick;
        lane?.measured.receive(JSON.stringify({ seq, symbol: 'KITE', price: 1, at }));
      }
    }
    now += later;
    const found = watched.look().filter(({ kind }) => kind === 'in clumps');
    t.mock.reset();
    assert.equal(found.length, findings, `${later}`);
    if (findings > 0) assert.ok(found.every((finding) => 'ms' in finding && Math.abs(finding.ms - 900) < 1));
  }
});
