import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { failureOf, isMeasured } from '@/lib/load/failure';
import type { LoadProgress } from '@/lib/load/result';
import { defaultLoad, type Load } from '@/lib/load/settings';
import { techniques } from '@/lib/techniques';
import { needs } from '../testing/programs';
import { measure } from './measure';
import { outcomeOf } from './outcome';

const small: Omit<Load, 'technique'> = { ...defaultLoad, clients: 20, rate: 50, seconds: 1, interval: 0.2 };
const [technique] = techniques;
const withPs = needs('ps');

/** The processes that this one has started and that still run. */
function children(): string[] {
  const list = execFileSync('ps', ['-A', '-o', 'ppid=,args='], { encoding: 'utf8' }).split('\n');
  return list.filter((line) => line.trim().startsWith(`${process.pid} `) && line.includes('server/load/'));
}

for (const { id, name, traits } of techniques) {
  const streams = traits.asks === 'once';
  test(`${name}: every tick of the measured part reaches every client`, {
    timeout: 60_000,
    ...withPs,
  }, async () => {
    const phases: string[] = [];
    const result = await measure(
      { ...small, technique: id },
      { onProgress: ({ phase }) => phases.push(phase) },
    );
    assert.ok(result.ticks > 0);
    assert.equal(result.expected, result.ticks * small.clients);
    assert.equal(result.delivered, result.expected);
    assert.deepEqual([result.lost, result.doubled, result.outOfOrder, result.failed], [0, 0, 0, 0]);
    const { latency, bytes, server } = result;
    assert.ok(latency && latency.p50 > 0 && latency.p50 <= latency.p99 && latency.p99 <= latency.max);
    assert.ok(bytes.payload > 0 && bytes.up + bytes.down > bytes.payload);
    // A stream was asked for before; who asks, asks all the time.
    assert.equal(result.requests === 0, streams);
    assert.equal(bytes.up === 0, streams);
    assert.ok(server.cpuSeconds > 0 && server.memoryConnected > 0 && server.loopDelay.max >= 0);
    assert.deepEqual([...new Set(phases)], ['starting', 'connecting', 'measuring']);
    assert.deepEqual(children(), []);
  });
}

test('padding is part of what is carried', { timeout: 60_000 }, async () => {
  const { delivered, expected, bytes } = await measure({
    ...small,
    technique: technique.id,
    padding: 10_000,
  });
  assert.equal(delivered, expected);
  assert.ok(bytes.payload > 10_000);
});

test('a measurement in which no tick is due finds nothing, and nothing lost', {
  timeout: 60_000,
}, async () => {
  const load = { ...small, technique: technique.id, rate: 0.1 };
  const { ticks, delivered, lost, latency } = await measure(load);
  assert.deepEqual([delivered, lost], [ticks * small.clients, 0]);
  assert.equal(latency === null, ticks === 0);
});

for (const phase of ['starting', 'connecting', 'measuring']) {
  test(`stopped while ${phase}, it ends with the reason, and leaves no process`, {
    timeout: 60_000,
  }, async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const measured = measure(
      { ...small, technique: technique.id, seconds: 60 },
      {
        signal: stop.signal,
        onProgress: (progress) => {
          if (progress.phase === phase) stop.abort(reason);
        },
      },
    );
    await assert.rejects(measured, reason);
    assert.deepEqual(children(), []);
  });
}

test('a process that ends early is told, and takes the other with it', {
  timeout: 60_000,
  ...withPs,
}, async () => {
  for (const file of ['load-server.ts', 'load-generator.ts']) {
    let killed = false;
    const measured = measure(
      { ...small, technique: technique.id, seconds: 60 },
      {
        onProgress: ({ phase }) => {
          if (phase !== 'measuring' || killed) return;
          killed = true;
          const pid = childPid(file);
          process.kill(pid, 'SIGKILL');
        },
      },
    );
    await assert.rejects(measured, /(server under load|load generator) ended \(SIGKILL\)/);
    assert.deepEqual(children(), []);
  }
});

function childPid(file: string): number {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  for (const line of list) {
    const [pid, parent] = line.trim().split(/\s+/);
    if (Number(parent) === process.pid && line.includes(`server/${file}`)) return Number(pid);
  }
  throw new Error(`${file} does not run`);
}

test('too few open files are told before anything is started', () => {
  const script = "require('./server/load/descriptors.ts').checkDescriptors(500)";
  const run = (limit: number) =>
    spawnSync(
      'sh',
      ['-c', `ulimit -n ${limit}; exec "$0" --require tsx/cjs -e "${script}"`, process.execPath],
      {
        encoding: 'utf8',
      },
    );
  const { status, stderr } = run(300);
  assert.equal(status, 1);
  assert.match(stderr, /500 clients need 550 open files, and this system allows a process 300/);
  assert.equal(run(600).status, 0);
});

/** Watches a load, and counts how often it is started. */
function starts(patience: { startMs: number; connectMs: number }) {
  const counted = { count: 0 };
  const onProgress = ({ phase }: LoadProgress) => {
    if (phase === 'starting') counted.count++;
  };
  return Object.assign(counted, { watcher: { patience, onProgress } });
}

test('a slow start is tried once more, and then told; nothing is thrown', { timeout: 60_000 }, async () => {
  const slow = starts({ startMs: 1, connectMs: 30_000 });
  const outcome = await outcomeOf({ ...small, technique: technique.id }, slow.watcher);
  assert.equal(slow.count, 2);
  assert.match(failureOf(outcome)?.reason ?? '', /processes had not started within 0.001 s/);
  assert.match(failureOf(outcome)?.advice ?? '', /close other programs/);

  const unconnected = starts({ startMs: 30_000, connectMs: 0 });
  const other = await outcomeOf({ ...small, technique: technique.id }, unconnected.watcher);
  assert.equal(unconnected.count, 2);
  assert.match(failureOf(other)?.reason ?? '', /of 20 clients were connected within/);
  assert.match(failureOf(other)?.advice ?? '', /fewer clients.*ulimit/);
  assert.deepEqual(children(), []);
});

test('a start that was slow once is measured', { timeout: 60_000 }, async () => {
  let attempts = 0;
  const patience = {
    get startMs() {
      return attempts++ === 0 ? 1 : 30_000;
    },
    connectMs: 30_000,
  };
  const outcome = await outcomeOf({ ...small, technique: technique.id }, { patience });
  assert.equal(attempts, 2);
  assert.ok(isMeasured(outcome) && outcome.delivered > 0);
});
