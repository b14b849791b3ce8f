import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Recorder } from './recorder';

const totals = (requests: number, bytes: number, cost: number | null = null) => ({
  requests,
  bytes,
  bytesPerTick: null,
  cost,
});

test('a point of the charts has the latencies of its half second, and the totals at its end', () => {
  const recorder = new Recorder();
  recorder.latency('sse', 100, 10);
  recorder.latency('sse', 400, 30);
  recorder.totals('sse', 250, totals(1, 100));
  recorder.totals('sse', 499, totals(2, 200, 1.5));
  recorder.latency('sse', 600, 50);
  recorder.totals('sse', 700, totals(3, 300));
  const rows = recorder.chart('minute');
  assert.deepEqual(
    rows.map(({ t, lanes }) => [t, lanes.sse?.max, lanes.sse?.requests, lanes.sse?.bytes, lanes.sse?.cost]),
    [
      [0, 30, 2, 200, 1.5],
      [0.5, 50, 3, 300, null],
    ],
  );
});

test('the last minute is kept finely; the whole run in buckets that widen, with all its latencies', () => {
  const recorder = new Recorder();
  const SECONDS = 1000;
  for (let second = 0; second < SECONDS; second++) {
    recorder.latency('websocket', second * 1000, second + 1);
    recorder.totals('websocket', second * 1000, totals(second, second * 10));
  }
  const minute = recorder.chart('minute');
  const run = recorder.chart('run');
  assert.ok((minute[0]?.t ?? 0) > SECONDS - 150);
  assert.equal(run[0]?.t, 0);
  assert.ok(run.length <= 240);
  // Totals are those of the latest moment in a bucket, and only grow.
  const requests = run.map(({ lanes }) => lanes.websocket?.requests ?? Number.NaN);
  assert.deepEqual(
    requests,
    [...requests].sort((a, b) => a - b),
  );
  assert.equal(run.at(-1)?.lanes.websocket?.requests, SECONDS - 1);
  assert.equal(Math.max(...run.map(({ lanes }) => lanes.websocket?.max ?? 0)), SECONDS);
  const [first, second] = run;
  assert.equal(first?.lanes.websocket?.max, second?.t);
});

test('a lane without anything has no point, and is no 0', () => {
  const recorder = new Recorder();
  recorder.latency('sse', 0, 1);
  assert.deepEqual(Object.keys(recorder.chart('run')[0]?.lanes ?? {}), ['sse']);
  assert.deepEqual(new Recorder().chart('minute'), []);
});

test('totals do not fall where a beat was missed: nothing is known there', () => {
  const recorder = new Recorder();
  recorder.totals('sse', 100, totals(3, 300));
  recorder.latency('sse', 600, 10);
  recorder.totals('sse', 1100, totals(5, 500));
  assert.deepEqual(
    recorder.chart('minute').map(({ lanes }) => lanes.sse?.requests),
    [3, null, 5],
  );
});

test('a time in which a lane could not measure stays one as buckets widen', () => {
  const recorder = new Recorder();
  for (let at = 0; at < 200_000; at += 500) {
    recorder.totals('sse', at, totals(1, 1));
    if (at === 20_500) recorder.gap('sse', at, 'prices');
  }
  const gaps = recorder.chart('run').filter(({ lanes }) => lanes.sse?.gap);
  assert.deepEqual(
    gaps.map(({ t }) => t),
    [20],
  );
});

test('as buckets widen, what either half has stays: latencies, totals, a gap, and a lane that is in one alone', () => {
  const recorder = new Recorder();
  recorder.latency('sse', 0, 100);
  recorder.latency('websocket', 0, 7);
  recorder.totals('sse', 0, totals(1, 100));
  recorder.gap('sse', 0, 'prices');
  for (let i = 1; i <= 9; i++) recorder.latency('sse', 500, 10);
  for (let half = 2; half <= 240; half++) recorder.latency('long-polling', half * 500, 1);
  const [row, next] = recorder.chart('run');
  assert.deepEqual([row?.t, next?.t], [0, 1]);
  const { sse, websocket } = row?.lanes ?? {};
  assert.deepEqual([sse?.max, sse?.requests, sse?.bytes, sse?.gap], [100, 1, 100, 'prices']);
  assert.ok(Math.abs((sse?.p50 ?? 0) / 10 - 1) < 0.0101);
  assert.equal(sse?.p99, 100);
  assert.equal(websocket?.max, 7);
});

test('percentiles of a point are those of its latencies', () => {
  const recorder = new Recorder();
  for (let ms = 1; ms <= 200; ms++) recorder.latency('sse', 10, ms);
  const { p50, p99, max } = recorder.chart('minute')[0]?.lanes.sse ?? {};
  assert.ok(Math.abs((p50 ?? 0) / 100 - 1) < 0.0101 && Math.abs((p99 ?? 0) / 198 - 1) < 0.0101);
  assert.ok(p99 !== max);
  assert.equal(max, 200);
});

test('a time in which nothing was known stays one, whatever else was missing in it', () => {
  const recorder = new Recorder();
  recorder.gap('sse', 0, 'all');
  recorder.gap('sse', 100, 'prices');
  assert.equal(recorder.chart('minute')[0]?.lanes.sse?.gap, 'all');
});

test('the last point grows, and those before it are worked out once', () => {
  const recorder = new Recorder();
  recorder.latency('sse', 0, 10);
  assert.equal(recorder.chart('run')[0]?.lanes.sse?.max, 10);
  recorder.latency('sse', 100, 20);
  assert.equal(recorder.chart('run')[0]?.lanes.sse?.max, 20);
  recorder.latency('sse', 500, 30);
  recorder.latency('sse', 1000, 40);
  const before = recorder.chart('run');
  assert.deepEqual(
    before.map(({ t }) => t),
    [0, 0.5, 1],
  );
  const after = recorder.chart('run');
  assert.ok(before[0] === after[0] && before[1] === after[1] && before[2] !== after[2]);
});

test('a point has the bytes of each price by then', () => {
  const recorder = new Recorder();
  recorder.totals('sse', 250, { ...totals(1, 100), bytesPerTick: 76 });
  assert.equal(recorder.chart('minute')[0]?.lanes.sse?.bytesPerTick, 76);
});
