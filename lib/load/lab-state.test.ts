import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runsToCsv, runsToJson, runsToMarkdown } from './export';
import { overloaded } from './figures';
import { newJob, secondsLeft, secondsOf, shareDone } from './job';
import { defaultLab, type Lab, loadsOf } from './lab';
import { initialLab, type LabState, labAfter } from './lab-state';
import { type LoadMessage, loadMessageSchema } from './messages';
import type { LoadResult } from './result';
import { resultOf, runOf } from './results.fixture';
import {
  clientsOf,
  largestResults,
  MOST_RUNS,
  mostClientsOfAll,
  readRuns,
  resultsWith,
  techniquesOf,
  withRun,
} from './runs';

const lab: Lab = { ...defaultLab, techniques: ['sse', 'websocket'], clients: 10, growth: false };
const loads = loadsOf(lab);

const hello: LoadMessage = {
  type: 'hello',
  runs: false,
  machine: { cpus: 2, cpu: 'CPU', memory: 8e9, node: 'v20' },
};
const hear = (state: LabState, ...messages: LoadMessage[]) =>
  messages.reduce((before, message) => labAfter(before, { type: 'said', message }), state);
const started = () => labAfter(hear(initialLab, hello), { type: 'started', lab, loads, now: 1000 });
const progress = (index: number, done: number): LoadMessage => ({
  type: 'progress',
  index,
  progress: { phase: 'measuring', done, connected: 10, delivered: 5 },
});
const result = (index: number): LoadMessage => ({
  type: 'result',
  index,
  result: resultOf(index === 0 ? 'sse' : 'websocket', 10),
});

test('a job goes from its start over its results to its end', () => {
  const half = hear(started(), progress(0, 0.5));
  assert.equal(half.job && shareDone(half.job), 0.25);
  const one = hear(half, result(0));
  assert.equal(one.job && shareDone(one.job), 0.5);
  assert.equal(one.runs[0]?.results.length, 1);
  assert.equal(one.runs[0]?.end, null);
  const done = hear(one, progress(1, 0.9), result(1), { type: 'end', reason: 'done' });
  assert.equal(done.job, null);
  assert.equal(done.problem, null);
  assert.deepEqual(done.runs[0]?.end, { reason: 'done', message: null });
  assert.deepEqual(techniquesOf(done.runs[0] ?? runOf([])), ['sse', 'websocket']);
});

test('a page that may not measure is told why, and what was wrong with its token', () => {
  const locked = hear(initialLab, { type: 'locked', message: 'Give the token.' });
  assert.deepEqual(locked.connection, { kind: 'refused', message: 'Give the token.' });
  const trying = labAfter(locked, { type: 'connecting' });
  const wrong = hear(trying, { type: 'error', error: { code: 'wrong_token', message: 'That is not it.' } });
  assert.deepEqual(
    [wrong.connection, wrong.problem],
    [{ kind: 'refused', message: 'That is not it.' }, null],
  );
  assert.equal(hear(labAfter(wrong, { type: 'connecting' }), hello).connection.kind, 'open');
});

test('a job that is refused leaves no run, and says why', () => {
  const refused = hear(started(), { type: 'error', error: { code: 'busy', message: 'Another job runs.' } });
  assert.deepEqual(
    [refused.job, refused.runs, refused.problem, refused.othersRun],
    [null, [], 'Another job runs.', true],
  );
});

test('what was measured before a failure is kept', () => {
  const failed = hear(started(), result(0), { type: 'end', reason: 'failed', message: 'It broke.' });
  assert.equal(failed.problem, 'It broke.');
  assert.equal(failed.runs[0]?.results.length, 1);
  const lost = labAfter(hear(started(), result(0)), { type: 'lost' });
  assert.equal(lost.connection.kind, 'away');
  assert.match(lost.problem ?? '', /connection/);
  assert.equal(lost.runs[0]?.end?.reason, 'failed');
  const stopped = hear(started(), { type: 'end', reason: 'stopped' });
  assert.deepEqual([stopped.runs, stopped.problem], [[], null]);
});

test('time left goes by what is finished, and by a guess before', () => {
  const job = newJob(loads);
  assert.equal(secondsLeft(job, 0), secondsOf(loads));
  assert.equal(secondsLeft(job, 1e6), 0);
  const one = hear(started(), result(0)).job;
  assert.equal(one && secondsLeft(one, 12), 12);
});

test('runs are bounded, and come back from where they were stored', () => {
  const run = runOf([resultOf('sse', 10)]);
  const many = Array.from({ length: 25 }, (_, i) => ({ ...run, id: i + 1 })).reduce(withRun, [run].slice(1));
  assert.equal(many.length, MOST_RUNS);
  assert.equal(many[0]?.id, 6);
  assert.deepEqual(readRuns(JSON.stringify(many)), many);
  assert.equal(readRuns(JSON.stringify([{ ...run, end: null }]))[0]?.end?.reason, 'stopped');
  for (const text of [null, '', '{', '[1]', '[{"id":1}]']) assert.deepEqual(readRuns(text), []);
});

test('results of a run by number of clients', () => {
  const run = runOf([resultOf('sse', 1), resultOf('websocket', 1), resultOf('sse', 10)]);
  assert.deepEqual(clientsOf(run), [1, 10]);
  const named = (results: LoadResult[]) => results.map(({ load }) => `${load.technique} ${load.clients}`);
  assert.deepEqual(named(resultsWith(run, 10)), ['sse 10']);
  for (const clients of [9, 1, 0])
    assert.deepEqual(named(resultsWith(run, clients)), ['sse 1', 'websocket 1']);
  assert.deepEqual(named(largestResults(run)), ['sse 10', 'websocket 1']);
  assert.equal(mostClientsOfAll(run), 1);
  assert.deepEqual(resultsWith(runOf([]), 1), []);
});

test('a server that did not keep up is told', () => {
  const late = resultOf('sse', 10, { seconds: 2 * defaultLab.seconds });
  assert.deepEqual(overloaded([late, resultOf('websocket', 10)]), [late]);
});

test('runs as Markdown, CSV and JSON, with settings, machine and date', () => {
  const run = { ...runOf([resultOf('sse', 10), resultOf('websocket', 10)]), link: 'http://host/lab' };
  const markdown = runsToMarkdown([run]);
  assert.match(markdown, /\| Figure \| SSE \| WebSocket \|/);
  assert.match(markdown, /2026-01-02T03:04:05.000Z, 4 × Model 1, fast, 8.00 GB memory, Node v20.0.0/);
  const [head = '', first = '', ...rest] = runsToCsv([run]).trim().split('\n');
  assert.match(head, /^run,date,machine,technique,rate,seconds,padding,interval,timeout,([a-z_]+,)*clients,/);
  assert.match(head, /,latency_p99_ms,/);
  assert.match(
    first,
    /^1,2026-01-02T03:04:05.000Z,"4 × Model 1, fast, 8.00 GB memory, Node v20.0.0",sse,10,/,
  );
  assert.equal(rest.length, 1);
  const json = JSON.parse(runsToJson([run]));
  assert.deepEqual(json.runs[0].results, run.results);
  assert.equal(json.runs[0].lab.rate, run.lab.rate);
});

test('what is not of the contract is not taken for a message', () => {
  assert.ok(loadMessageSchema.safeParse(result(0)).success);
  assert.ok(loadMessageSchema.safeParse(hello).success);
  const broken = { ...result(0), result: { ...resultOf('sse', 10), delivered: 'many' } };
  assert.ok(!loadMessageSchema.safeParse(broken).success);
});
