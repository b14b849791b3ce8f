import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFlat, type Sample, trendOf } from './trend';

const samples = (value: (at: number) => number): Sample[] =>
  Array.from({ length: 101 }, (_, at) => ({ at, value: value(at) }));

test('what fills up in the first half and stays is flat', () => {
  const trend = trendOf(samples((at) => Math.min(at, 40)));
  assert.deepEqual(trend, { slope: 0, growth: 0, mean: 40 });
  assert.ok(isFlat(trend));
});

test('the slope is that of most stretches of the second half alone', () => {
  const { slope, growth, mean } = trendOf(samples((at) => 1000 + 3 * at + (at % 2)));
  assert.ok(Math.abs(slope - 3) < 0.01, `${slope}`);
  assert.ok(Math.abs(growth - 150) < 1, `${growth}`);
  assert.ok(Math.abs(mean - 1225.5) < 0.1, `${mean}`);
});

test('growth of more than a tenth is not flat', () => {
  assert.ok(isFlat(trendOf(samples((at) => 1000 + at))));
  assert.ok(!isFlat(trendOf(samples((at) => 1000 + 4 * at))));
});

test('two samples make no trend', () => {
  assert.throws(() => trendOf(samples((at) => at).slice(0, 3)), /too few/);
});

test('a heap that is made larger once is flat, wherever in the second half that is', () => {
  for (let step = 51; step <= 100; step++) {
    const trend = trendOf(samples((at) => (at < step ? 100 : 130) + (at % 3) / 10));
    assert.ok(isFlat(trend), `${step}: ${trend.growth}`);
  }
});

test('what grows step by step is not flat, nor what grows and is collected now and then', () => {
  assert.ok(!isFlat(trendOf(samples((at) => 100 + 10 * Math.floor(at / 10)))));
  assert.ok(!isFlat(trendOf(samples((at) => 100 + at - (at % 7)))));
});
