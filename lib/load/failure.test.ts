import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runsToCsv, runsToJson, runsToMarkdown } from './export';
import { failureOf } from './failure';
import { defaultLab, loadsOf } from './lab';
import { initialLab, labAfter } from './lab-state';
import { loadMessageSchema } from './messages';
import { resultOf, runOf } from './results.fixture';
import { largestResults, readRuns } from './runs';
import { seriesOf } from './series';

const lossy = (clients: number) =>
  resultOf('websocket', clients, {
    expected: 500,
    delivered: 122,
    lost: 378,
    server: { ...resultOf('websocket', clients).server, cpuPerMillion: 1 },
  });
const busy = resultOf('sse', 10, { seconds: 10, generatorCpuSeconds: 8.6 });

test('lost ticks, lost clients and a busy generator are failures, with reason and advice', () => {
  assert.equal(failureOf(resultOf('sse', 10)), null);
  assert.equal(failureOf(resultOf('sse', 10, { seconds: 10, generatorCpuSeconds: 8.5 })), null);
  assert.match(failureOf(lossy(10))?.reason ?? '', /378 of 500 deliveries were lost/);
  assert.match(failureOf(lossy(10))?.advice ?? '', /fewer clients.*close other programs/);
  assert.match(failureOf(resultOf('sse', 10, { failed: 2 }))?.reason ?? '', /2 of 10 clients/);
  assert.match(
    failureOf(resultOf('sse', 1, { failed: 1 }))?.reason ?? '',
    /^1 of 1 client was disconnected$/,
  );
  assert.match(failureOf(resultOf('sse', 10, { failed: 2 }))?.advice ?? '', /ulimit/);
  assert.match(failureOf(busy)?.reason ?? '', /load generator was the limit, busy for 86/);
});

test('a failed measurement is on no curve and in no knee, and stands apart', () => {
  const results = [1, 10, 50, 100, 500].map((clients) => resultOf('websocket', clients));
  const [series] = seriesOf([runOf([...results.slice(0, 3), lossy(100), ...results.slice(4)])], (result) =>
    result.lost > 0 ? 100 : 1,
  );
  assert.ok(series);
  assert.deepEqual(series.failed, [{ x: 100, y: 100 }]);
  assert.deepEqual(
    series.stretches.map((points) => points.map(({ x }) => x)),
    [[1, 10, 50], [500]],
  );
  assert.equal(series.knee, null);
});

test('a failed measurement is not projected from: the largest that did not fail is', () => {
  const found = largestResults(runOf([resultOf('websocket', 10), lossy(100), busy]));
  assert.deepEqual(
    found.map(({ load }) => [load.technique, load.clients]),
    [['websocket', 10]],
  );
});

test('exports crown no failure, and tell reason and advice', () => {
  const run = { ...runOf([resultOf('sse', 10), lossy(10), resultOf('short-polling', 10)]), link: '/lab' };
  const markdown = runsToMarkdown([run]);
  const cpu = markdown.split('\n').find((line) => line.startsWith('| CPU per million'));
  assert.doesNotMatch(cpu ?? '', /\*\*1\.0/);
  assert.match(markdown, /WebSocket with 10 clients failed: 378 of 500 deliveries were lost; take fewer/);
  const [head = '', , second = ''] = runsToCsv([run]).split('\n');
  assert.match(head, /,failure,advice$/);
  assert.match(runsToCsv([run]), /378 of 500 deliveries were lost,"?take fewer clients/);
  assert.ok(second);
  const { results } = JSON.parse(runsToJson([run])).runs[0];
  assert.match(results[1].failure.reason, /378/);
  assert.equal(results[0].failure, undefined);
});

test('a load that could not be started is told, kept and exported, and the job goes on', () => {
  const lab = { ...defaultLab, techniques: ['sse', 'websocket'] as const, clients: 10, growth: false };
  const [first, second] = loadsOf({ ...lab, techniques: ['sse', 'websocket'] });
  assert.ok(first && second);
  const unmeasured = { load: first, unmeasured: { reason: 'too slow', advice: 'take fewer clients' } };
  const heard = [
    { type: 'hello' as const, runs: false, machine: runOf([]).machine },
    { type: 'unmeasured' as const, index: 0, outcome: unmeasured },
    { type: 'result' as const, index: 1, result: resultOf('websocket', 10) },
    { type: 'end' as const, reason: 'done' as const },
  ].map((message) => loadMessageSchema.parse(message));
  const [hello, ...rest] = heard;
  assert.ok(hello);
  const open = labAfter(initialLab, { type: 'said', message: hello });
  const started = labAfter(open, {
    type: 'started',
    lab: { ...lab, techniques: ['sse', 'websocket'] },
    loads: [first, second],
    now: 1000,
  });
  const over = rest.reduce((state, message) => labAfter(state, { type: 'said', message }), started);
  const [run] = over.runs;
  assert.ok(run);
  assert.deepEqual([run.unmeasured, run.results.length, run.end?.reason], [[unmeasured], 1, 'done']);
  assert.deepEqual(readRuns(JSON.stringify(over.runs)), over.runs);
  const linked = [{ ...run, link: '/lab' }];
  assert.match(runsToMarkdown(linked), /SSE with 10 clients failed: too slow; take fewer clients/);
  assert.match(runsToCsv(linked), /,sse,.*,too slow,take fewer clients/);
  // With nothing measured at all, the reason is still there to read.
  const none = labAfter(started, {
    type: 'said',
    message: { type: 'unmeasured', index: 0, outcome: unmeasured },
  });
  const ended = labAfter(none, { type: 'said', message: { type: 'end', reason: 'stopped' } });
  assert.equal(ended.runs.length, 1);
});

test('runs stored before a technique had a setting are read, with its standard', () => {
  const run = runOf([resultOf('sse', 10)]);
  const old = JSON.stringify([run], (key, value) => (key === 'encoding' ? undefined : value));
  assert.doesNotMatch(old, /encoding/);
  assert.deepEqual(readRuns(old), [run]);
});

test('runs stored before loads could fail to start are read', () => {
  const { unmeasured, ...old } = runOf([resultOf('sse', 10)]);
  assert.deepEqual(unmeasured, []);
  assert.equal(readRuns(JSON.stringify([old])).length, 1);
});
