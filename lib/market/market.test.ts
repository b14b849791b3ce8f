import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { quoteAt } from './market';
import { WALK_LENGTH, walk } from './random';
import { dueAt, lastDue } from './schedule';
import { stocks } from './symbols';

const seeds = fc.integer({ min: 0, max: 4294967295 });
const seqs = fc.integer({ min: 1, max: WALK_LENGTH - 1 });
const counts = fc.integer({ min: 1, max: stocks.length });

test('a quote depends on seed, seq and symbols alone, in whatever order quotes are asked for', () => {
  const forwards = Array.from({ length: 500 }, (_, i) => quoteAt(7, i + 1, 5));
  const backwards = Array.from({ length: 500 }, (_, i) => quoteAt(7, 500 - i, 5)).reverse();
  assert.deepEqual(forwards, backwards);
  assert.notDeepEqual(
    forwards,
    Array.from({ length: 500 }, (_, i) => quoteAt(8, i + 1, 5)),
  );
});

test('every quote is of a traded stock and has a positive price in whole cents', () => {
  fc.assert(
    fc.property(seeds, seqs, counts, (seed, seq, symbols) => {
      const quote = quoteAt(seed, seq, symbols);
      assert.equal(quote.seq, seq);
      assert.ok(stocks.slice(0, symbols).some(({ symbol }) => symbol === quote.symbol));
      assert.ok(quote.price >= 0.01);
      assert.ok(Math.abs(quote.price * 100 - Math.round(quote.price * 100)) < 1e-4);
    }),
  );
});

test('all stocks of a market are traded about equally often', () => {
  const traded = new Map<string, number>();
  for (let seq = 1; seq <= 20_000; seq++) {
    const { symbol } = quoteAt(3, seq, 20);
    traded.set(symbol, (traded.get(symbol) ?? 0) + 1);
  }
  assert.equal(traded.size, 20);
  for (const [symbol, count] of traded)
    assert.ok(count > 850 && count < 1150, `${symbol}: ${count} of 20,000`);
});

test('the walk has independent steps of mean 0 and variance 1', () => {
  const steps = Array.from({ length: 20_000 }, (_, n) => walk(11, 0, n + 1) - walk(11, 0, n));
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  const variance = steps.reduce((sum, step) => sum + (step - mean) ** 2, 0) / steps.length;
  const covariance = steps.slice(1).reduce((sum, step, i) => sum + step * (steps[i] ?? 0), 0) / steps.length;
  assert.ok(Math.abs(mean) < 0.03, `mean ${mean}`);
  assert.ok(Math.abs(variance - 1) < 0.05, `variance ${variance}`);
  assert.ok(Math.abs(covariance) < 0.03, `covariance ${covariance}`);
});

test('news moves a price more than anything else does', () => {
  const moves: number[] = [];
  for (let seq = 2; seq < 5000; seq++) {
    const [now, before] = [quoteAt(5, seq, 1).price, quoteAt(5, seq - 1, 1).price];
    moves.push(Math.abs(Math.log(now / before)));
  }
  moves.sort((a, b) => b - a);
  const jumps = moves.filter((move) => move > 6 * (stocks[0]?.volatility ?? 0));
  assert.ok(jumps.length >= 5 && jumps.length <= 20, `${jumps.length} jumps in 5,000 ticks, news every 256`);
});

const schedules = fc.record({
  seed: seeds,
  seq: fc.integer({ min: 0, max: 1e6 }),
  at: fc.double({ min: 1.7e12, max: 1.9e12, noNaN: true }),
  rate: fc.double({ min: 0.1, max: 200, noNaN: true }),
  burst: fc.integer({ min: 1, max: 100 }),
});

test('ticks are due in order, and in the slot that the rate gives them', () => {
  fc.assert(
    fc.property(schedules, fc.integer({ min: 1, max: 5000 }), (schedule, offset) => {
      const seq = schedule.seq + offset;
      const due = dueAt(schedule, seq);
      const slot = (schedule.burst * 1000) / schedule.rate;
      const group = Math.ceil(offset / schedule.burst);
      assert.ok(due >= schedule.at + (group - 1) * slot - 0.01 && due <= schedule.at + group * slot + 0.01);
      assert.ok(dueAt(schedule, seq + 1) >= due);
    }),
  );
});

test('the last due tick is due, and the one after it is not', () => {
  fc.assert(
    fc.property(schedules, fc.double({ min: 0, max: 3.6e6, noNaN: true }), (schedule, later) => {
      const time = schedule.at + later;
      const last = lastDue(schedule, time);
      if (last > schedule.seq) assert.ok(dueAt(schedule, last) <= time);
      assert.ok(dueAt(schedule, last + 1) > time - 0.01);
    }),
  );
});
