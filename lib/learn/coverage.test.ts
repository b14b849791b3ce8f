import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCondition } from './condition-syntax';
import { coverageProblem } from './coverage';

const choices = (...all: string[][]) =>
  all.map((texts, i) => ({
    label: `choice ${i + 1}`,
    conditions: texts.map((text) => {
      const read = parseCondition(text);
      if ('problem' in read) throw new Error(read.problem);
      return read.condition;
    }),
  }));

const problem = (...all: string[][]) => coverageProblem(choices(...all));

test('bands that meet cover everything', () => {
  assert.equal(
    problem(
      ['bytes of sse / websocket < 1.5'],
      ['bytes of sse / websocket >= 1.5', 'bytes of sse / websocket < 4'],
      ['bytes of sse / websocket >= 4'],
    ),
    null,
  );
});

test('a gap is found, be it a single value', () => {
  assert.equal(
    problem(['bytes of sse / websocket < 1.5'], ['bytes of sse / websocket > 1.5']),
    'no choice fits where bytes of sse / websocket is 1.5',
  );
  assert.match(problem(['latency_p50 of sse < 100'], ['latency_p50 of sse >= 200']) ?? '', /no choice fits/);
  assert.match(problem(['lost of sse >= 1']) ?? '', /no choice fits where lost of sse is 0/);
  assert.match(problem(['bytes of sse < 100']) ?? '', /no choice fits/);
});

test('an overlap is found', () => {
  assert.match(
    problem(['latency_p50 of sse <= 100'], ['latency_p50 of sse >= 100']) ?? '',
    /“choice 1” and “choice 2” both fit where latency_p50 of sse is 100/,
  );
});

test('a count is whole', () => {
  assert.equal(problem(['lost of sse = 0'], ['lost of sse = 1'], ['lost of sse >= 2']), null);
});

test('two expressions are tried in every combination', () => {
  const both = ['stale_longest of sse < 4000', 'stale_longest of websocket < 4000'];
  const neither = ['stale_longest of sse >= 4000', 'stale_longest of websocket >= 4000'];
  assert.match(problem(both, neither) ?? '', /no choice fits where stale_longest of sse is/);
  assert.equal(
    problem(both, neither, [both[0] ?? '', neither[1] ?? ''], [neither[0] ?? '', both[1] ?? '']),
    null,
  );
});

test('a lane in the place of the other is the same comparison', () => {
  assert.equal(
    problem(['bytes of sse < websocket'], ['bytes of websocket < sse'], ['bytes of websocket = sse']),
    null,
  );
  assert.equal(problem(['bytes of sse / websocket < 2'], ['bytes of websocket / sse <= 0.5']), null);
  assert.match(
    problem(['bytes of sse <= websocket'], ['bytes of websocket <= sse']) ?? '',
    /both fit where bytes of sse \/ websocket is 1$/,
  );
});

test('a share is 1 at most', () => {
  assert.equal(problem(['stale_share of sse < 0.5'], ['stale_share of sse >= 0.5']), null);
  assert.equal(problem(['stale_share of sse <= 1'], ['stale_share of sse > 1']), null);
  assert.equal(problem(['stale_share of sse <= 1']), null);
});

test('two lanes compared in words are less, a tie, or more', () => {
  assert.equal(
    problem(['bytes of sse < websocket'], ['bytes of sse = websocket'], ['bytes of sse > websocket']),
    null,
  );
  assert.match(
    problem(['bytes of sse < websocket'], ['bytes of sse > websocket']) ?? '',
    /no choice fits where bytes of sse \/ websocket is 1$/,
  );
});
