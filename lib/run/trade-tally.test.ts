import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TradeTally } from './trade-tally';

test('before the first trade nothing is known of cost and round trip', () => {
  assert.deepEqual(new TradeTally().figures, {
    cost: null,
    quotes: 0,
    roundTrip: null,
    roundTripRange: null,
    trades: 0,
    unanswered: 0,
  });
});

test('trades, quotes and their cost, and what was not answered are counted apart', () => {
  const tally = new TradeTally();
  for (const ms of [10, 20, 30]) tally.answered(ms);
  tally.quoted(1.25);
  tally.quoted(-0.5);
  tally.notAnswered();
  const { cost, quotes, trades, unanswered, roundTrip, roundTripRange } = tally.figures;
  assert.deepEqual([cost, quotes, trades, unanswered], [0.75, 2, 3, 1]);
  assert.ok(Math.abs((roundTrip ?? 0) / 20 - 1) < 0.0101);
  assert.equal(roundTripRange?.high, 30);
});

test('one quote has a cost already', () => {
  const tally = new TradeTally();
  tally.quoted(2);
  assert.equal(tally.figures.cost, 2);
});
