import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lanesIn, parseCondition, parseExpression } from './condition-syntax';

function conditionOf(text: string) {
  const parsed = parseCondition(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.condition;
}

const problemOf = (text: string) => {
  const parsed = parseCondition(text);
  return 'problem' in parsed ? parsed.problem : null;
};

const lane = (technique: string, run = 1) => ({ technique, run });

test('two lanes, a ratio and a number, a figure and a number', () => {
  assert.deepEqual(conditionOf(' requests of long-polling < short-polling '), {
    text: 'requests of long-polling < short-polling',
    expression: { figure: 'requests', lane: lane('long-polling'), against: lane('short-polling') },
    operator: '<',
    number: null,
  });
  assert.deepEqual(conditionOf('bytes_per_tick of short-polling/websocket>=5'), {
    text: 'bytes_per_tick of short-polling/websocket>=5',
    expression: { figure: 'bytes_per_tick', lane: lane('short-polling'), against: lane('websocket') },
    operator: '>=',
    number: 5,
  });
  const { expression, operator, number } = conditionOf('stale_share of sse <= 0.25');
  assert.deepEqual(
    [expression, operator, number],
    [{ figure: 'stale_share', lane: lane('sse'), against: null }, '<=', 0.25],
  );
  assert.equal(conditionOf('latency_p50 of sse = websocket').number, null);
});

test('runs can be named, and what is not said is the same run', () => {
  const lanes = (text: string) => lanesIn(conditionOf(text).expression);
  assert.deepEqual(lanes('latency_p50 of short-polling in run 1 / run 2 >= 1.5'), [
    lane('short-polling', 1),
    lane('short-polling', 2),
  ]);
  assert.deepEqual(lanes('bytes of sse in run 2 < websocket'), [lane('sse', 2), lane('websocket', 2)]);
  assert.deepEqual(lanes('bytes of sse / websocket in run 2 > 3'), [lane('sse', 2), lane('websocket', 2)]);
  assert.deepEqual(lanes('bytes of sse < websocket in run 2'), [lane('sse', 2), lane('websocket', 2)]);
  assert.deepEqual(lanes('bytes of sse < run 2'), [lane('sse', 1), lane('sse', 2)]);
  assert.deepEqual(lanes('bytes of sse in run 1 > websocket in run 3'), [
    lane('sse', 1),
    lane('websocket', 3),
  ]);
  assert.deepEqual(lanes('lost of sse in run 2 = 0'), [lane('sse', 2)]);
});

test('what is wrong is said, with what is allowed', () => {
  const cases: [string, RegExp][] = [
    ['latency of sse < 5', /“latency” is no figure; there are latency_p50, .*, disorder\.$/],
    ['requests of polling < sse', /“polling” is no technique; there are short-polling, .*, websocket/],
    ['requests sse < 5', /“sse” stands where “of” has to/],
    ['requests of sse == 5', /“=” is no technique/],
    ['requests of sse 5', /“5” is no comparison; there are <, <=, >, >=, =/],
    ['requests of sse <', /the end is no technique/],
    ['requests of sse < 5 ms', /“ms” is too much/],
    ['bytes of sse / websocket < short-polling', /a ratio is compared with a number/],
    ['bytes of sse < sse', /one and the same lane/],
    ['bytes of sse in run 0 < 5', /runs are counted from 1/],
    ['bytes of sse in run 1.5 < 5', /runs are counted from 1/],
    ['latency_p50 of sse = 50', /only a count can be equal to a number/],
    ['bytes of sse / websocket = 1', /only a count can be equal to a number/],
    ['latency_p99 of sse in run 1 < run 2', /latency_p99 cannot be told apart in two runs; latency_p50, /],
    ['', /the end is no figure/],
  ];
  for (const [text, problem] of cases) assert.match(problemOf(text) ?? 'none', problem, text);
  assert.match(problemOf('  a  ') ?? '', /^“a”: /);
});

test('an expression stands alone', () => {
  assert.deepEqual(parseExpression('bytes of sse / websocket'), {
    expression: { figure: 'bytes', lane: lane('sse'), against: lane('websocket') },
  });
  assert.match(JSON.stringify(parseExpression('bytes of sse < 5')), /“<” is too much/);
});
