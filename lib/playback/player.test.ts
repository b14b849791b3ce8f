import assert from 'node:assert/strict';
import { EventEmitter, on, once } from 'node:events';
import { test } from 'node:test';
import { epochNow } from '@/lib/measure/clock';
import type { RunReport } from '@/lib/run/messages';
import type { Snapshot, WireReport } from '@/lib/run/snapshot';
import { defaultScenario } from '@/lib/scenario/scenario';
import { Player } from './player';
import { AHEAD, recordedRun, THEN, wire } from './recorded-run.fixture';

const scenario = defaultScenario;
const run = recordedRun();
const start = { type: 'start', scenario, view: { window: 'minute', wire: true }, visible: true } as const;

/** A player that plays the fixture, and what is heard of it. */
function playing(load: () => Promise<typeof run | null> = async () => run) {
  const heard: RunReport[] = [];
  const said = new EventEmitter();
  const player = new Player((report) => {
    heard.push(report);
    said.emit('report', report);
  }, load);
  const { port1, port2 } = new MessageChannel();
  player.tell({ type: 'wire', port: port2 });
  /** Waits for a snapshot with that status. */
  const status = async (kind: string): Promise<Snapshot> => {
    for await (const [report] of on(said, 'report')) {
      if (report.type === 'snapshot' && report.snapshot.status.kind === kind) return report.snapshot;
    }
    throw new Error('nothing more is said');
  };
  return { player, heard, status, port: port1 };
}

test('a recording is told as it was reported, with a notice, in the time that it took', async () => {
  const { player, heard, status, port } = playing();
  const began = performance.now();
  player.tell(start);
  const last = await status('finished');
  assert.ok(performance.now() - began >= 60);
  assert.deepEqual(
    heard
      .slice(0, 5)
      .map((report) => (report.type === 'snapshot' ? report.snapshot.status.kind : report.type)),
    ['connecting', 'running', 'prices', 'charts', 'finished'],
  );
  const [recorded] = run.entries.flatMap((entry) =>
    'report' in entry && entry.report.type === 'snapshot' ? [entry.report.snapshot] : [],
  );
  const running = heard.flatMap((report) => (report.type === 'snapshot' ? [report.snapshot] : []))[1];
  assert.deepEqual(running?.lanes, recorded?.lanes);
  assert.match(
    last.notices.join(),
    /recorded on 2026-03-04 at 05:06 UTC on Chromium 1, Linux x64, 2 cores.* npm start/,
  );
  player.end();
  port.close();
});

test('what crossed is read again, and its clock goes as if it were then', async () => {
  const { player, status, port } = playing();
  const crossed = once(port, 'message');
  player.tell(start);
  const [told] = await crossed;
  const report: WireReport = told.data ?? told;
  const server = epochNow() + report.clockOffset;
  assert.ok(server >= THEN + AHEAD + 35 && server < THEN + AHEAD + 60_000, String(server - THEN));
  assert.deepEqual(report.messages, wire.messages);
  assert.notEqual(report.market, wire.market);
  await status('finished');
  player.end();
  port.close();
});

test('it stands still and goes on, and is another run when it begins again', async () => {
  const { player, heard, status, port } = playing();
  player.tell(start);
  const { market } = await status('running');
  const paused = status('paused');
  player.tell({ type: 'pause' });
  await paused;
  const count = heard.length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(heard.length, count);
  player.tell({ type: 'resume' });
  await status('finished');

  const again = status('running');
  player.tell({ type: 'resume' });
  assert.notEqual((await again).market, market);
  player.end();
  const silent = heard.length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(heard.length, silent);
  port.close();
});

test('without a recording, and where it cannot be played, that is said', async () => {
  for (const [load, said] of [
    [async () => null, /not recorded.*npm start/],
    [async () => Promise.reject(new Error('it is no JSON')), /cannot be played: it is no JSON/],
  ] as const) {
    const { player, status, port } = playing(load);
    const refused = status('refused');
    player.tell(start);
    const snapshot = await refused;
    assert.ok(snapshot.status.kind === 'refused');
    assert.match(snapshot.status.message, said);
    player.end();
    port.close();
  }
});

test('another scenario is another recording', async () => {
  const asked: number[] = [];
  const heard: RunReport[] = [];
  const player = new Player(
    (report) => heard.push(report),
    async ({ rate }) => {
      asked.push(rate);
      return run;
    },
  );
  player.tell(start);
  player.tell({ type: 'change', scenario: { ...scenario, rate: 5 } });
  player.tell({ type: 'reset' });
  assert.equal(asked.at(-1), 5);
  player.end();
});
