import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, lanesOf, type Made } from '@/lib/run/scored-lanes.fixture';
import { defaultScenario } from '@/lib/scenario/scenario';
import { fromQuery } from '@/lib/scenario/url';
import { techniqueIds, techniques } from '@/lib/techniques';
import type { SegmentSeen } from '@/lib/verdict/seen';
import {
  MEASURED,
  MEASURED_SECONDS,
  measuredFrom,
  measuredInWords,
  measuredRows,
  measuredRowsLookedAt,
  measuredRuns,
  readMeasured,
} from './measured-here';

const AT = Date.UTC(2026, 2, 4, 5, 6, 7);

const seen = (made: Made[]): SegmentSeen => ({
  settings: defaultScenario,
  since: null,
  elapsed: 10,
  faults: [],
  lanes: lanesOf(made),
});

/** A run with a lane for each technique, which all are like that. */
const run = (latency: number, figures: NonNullable<Made['figures']>) =>
  seen(techniqueIds.map(() => ({ latencies: around(latency, 50, 1, 0), figures })));

const news = run(40, { requests: 7, bytesPerTick: 300, bytes: 9000, empty: 1 });
const quiet = run(60, {
  requests: 5,
  bytesPerTick: 900,
  bytes: 2500,
  handshakesUp: 200,
  handshakesDown: 300,
  empty: 4,
});

const inWords = (
  measured: Parameters<typeof measuredInWords>[0],
  key: string,
  id = techniqueIds[0] ?? null,
) => {
  const row = measuredRows.find(({ figure }) => figure.key === key);
  assert.ok(row, key);
  return measuredInWords(measured, id, row.figure);
};

test('the runs are two with all techniques, one with news and one with hardly any, and both end', () => {
  const read = measuredRuns.map((query) => fromQuery(query));
  for (const { ignored, settings } of read) {
    assert.deepEqual(ignored, []);
    assert.deepEqual(settings.scenario.techniques, techniqueIds);
  }
  assert.deepEqual(
    read.map(({ settings }) => settings.scenario.rate),
    [5, 0.1],
  );
  const lengths = read.map(({ settings }) => settings.scenario.length);
  assert.equal(
    lengths.reduce((sum, length) => sum + length, 0),
    MEASURED_SECONDS,
  );
});

test('each row is read from the run that it names, without handshakes where it says so', () => {
  const { at, runs, figures, failures } = measuredFrom([news, quiet], AT);
  assert.equal(at, AT);
  assert.deepEqual(runs, measuredRuns);
  assert.deepEqual(failures, {});
  for (const { id, traits } of techniques) {
    const { latency_p50, ...exact } = figures[id] ?? {};
    assert.ok(latency_p50 && Math.abs(latency_p50 - 40) < 1, id);
    assert.deepEqual(
      exact,
      {
        bytes_per_tick: 300,
        requests: 7,
        quiet_bytes: 2000,
        empty: 4,
        // What asks once has no exchange for each question.
        exchange_bytes: traits.asks === 'once' ? null : 500,
      },
      id,
    );
  }
});

test('a lane that failed in either run has no figure, but its reason', () => {
  const [id] = techniqueIds;
  assert.ok(id);
  const cut = seen(
    techniqueIds.map((technique) => ({
      latencies: around(60, 50),
      ...(technique === id && { state: { kind: 'waiting', reason: 'refused', retryIn: null } as const }),
    })),
  );
  const measured = measuredFrom([news, cut], AT);
  assert.deepEqual(Object.keys(measured.failures), [id]);
  assert.ok(measured.failures[id]);
  assert.equal(inWords(measured, 'requests'), measured.failures[id]);
  assert.ok(Object.values(measured.figures[id] ?? {}).every((value) => value === null));
  assert.equal(inWords(measured, 'requests', techniqueIds[1]), '7');
});

test('a figure is written with its unit; without one stands why', () => {
  const measured = measuredFrom([news, quiet], AT);
  const streams = techniques.find(({ traits }) => traits.asks === 'once');
  assert.equal(inWords(measured, 'bytes_per_tick').replace(/\s/g, ' '), '300 B');
  assert.equal(inWords(measured, 'exchange_bytes', streams?.id), '–');
  assert.equal(inWords(null, 'requests'), 'not measured yet');
  assert.equal(inWords(measured, 'requests', null), 'does not run here');
  assert.equal(inWords(null, 'requests', null), 'does not run here');
});

test('a run that did not come to its end leaves its rows empty, and no zero', () => {
  const measured = measuredFrom([news], AT);
  assert.equal(inWords(measured, 'requests'), '7');
  assert.equal(inWords(measured, 'empty'), '–');
});

test('what is kept is read again; anything else, and what other runs have measured, is nothing', () => {
  const measured = measuredFrom([news, quiet], AT);
  assert.deepEqual(readMeasured(JSON.stringify(measured)), measured);
  for (const other of [
    null,
    '',
    '{}',
    '[]',
    JSON.stringify({ ...measured, at: '2026' }),
    JSON.stringify({ ...measured, figures: 7 }),
    JSON.stringify({ ...measured, runs: ['rate=5'] }),
  ])
    assert.equal(readMeasured(other), null, String(other));
});

test('its rows are found by their words, and stand in their own group and in all', () => {
  const found = (group: string, sought = '') =>
    measuredRowsLookedAt({ group, sought }).map(({ figure }) => figure.key);
  const all = measuredRows.map(({ figure }) => figure.key);
  assert.deepEqual(found('all'), all);
  assert.deepEqual(found(MEASURED), all);
  assert.deepEqual(found('wire'), []);
  assert.deepEqual(found('all', 'LATENCY p50'), ['latency_p50']);
  assert.deepEqual(found('all', 'no such word'), []);
});
