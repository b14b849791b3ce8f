import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QUANTITY } from '@/lib/trade/trade';
import { Trader } from './trader';

/** A trader on a channel: a test fills its trades, at a price and in whatever order. */
function trading() {
  const told: (string | undefined)[] = [];
  const trader = new Trader('http://127.0.0.1:9/', () => told.push(trader.trade?.kind));
  const sent: { trade: number; side: string; symbol: string; quantity: number; seen: number }[] = [];
  const lose = trader.desk.carry((text) => sent.push(JSON.parse(text)));
  const fill = (index: number, price: number) =>
    trader.desk.filled(JSON.stringify({ fill: { ...sent[index], price, seq: 1, at: 1 } }));
  return { trader, told, sent, lose, fill };
}

test('a trade is sent, and then filled at what it cost against the price that was seen', async () => {
  const { trader, told, sent, fill } = trading();
  assert.deepEqual([trader.trade, trader.tally.figures.trades], [null, 0]);
  const done = trader.buyOrSell('sell', 'KITE', 10);
  assert.deepEqual(sent, [{ trade: 1, side: 'sell', symbol: 'KITE', quantity: QUANTITY, seen: 10 }]);
  assert.deepEqual(trader.trade, { kind: 'sent', side: 'sell' });
  fill(0, 9.5);
  await done;
  const { trade } = trader;
  assert.ok(trade?.kind === 'filled' && trade.side === 'sell');
  assert.equal(trade.slippage, 0.5 * QUANTITY);
  assert.ok(trade.roundTrip >= 0 && trade.roundTrip < 10_000);
  assert.deepEqual(told, ['sent', 'filled']);
  assert.deepEqual([trader.tally.figures.trades, trader.cost], [1, null]);
});

test('an answer that is late does not take the place of a later trade’s', async () => {
  const { trader, told, fill } = trading();
  const first = trader.buyOrSell('buy', 'KITE', 10);
  const second = trader.buyOrSell('sell', 'KITE', 20);
  fill(1, 20);
  await second;
  fill(0, 11);
  await first;
  assert.ok(trader.trade?.kind === 'filled' && trader.trade.side === 'sell');
  assert.deepEqual(told, ['sent', 'sent', 'filled']);
  assert.equal(trader.tally.figures.trades, 2);
});

test('a trade that is not answered has failed, and is counted as that', async () => {
  const { trader, told, lose } = trading();
  const done = trader.buyOrSell('buy', 'KITE', 10);
  lose();
  await done;
  assert.deepEqual(trader.trade, { kind: 'failed', side: 'buy', reason: 'the connection was lost' });
  assert.deepEqual(told, ['sent', 'failed']);
  assert.deepEqual([trader.tally.figures.trades, trader.tally.figures.unanswered], [0, 1]);
});

test('what quotes cost is added up, for the segment and for the run', async () => {
  const { trader, fill, told, lose } = trading();
  assert.equal(trader.cost, null);
  const first = trader.quote('KITE', 10);
  fill(0, 10.5);
  await first;
  assert.equal(trader.cost, 0.5 * QUANTITY);
  const second = trader.quote('KITE', 10);
  const before = trader.tally;
  // What was sent in a segment is counted there, though it is answered in the next.
  trader.countAnew();
  fill(1, 9);
  await second;
  assert.equal(trader.cost, 1.5 * QUANTITY);
  assert.deepEqual(
    [before.figures.quotes, before.figures.cost, before.figures.trades],
    [2, 1.5 * QUANTITY, 2],
  );
  assert.deepEqual([trader.tally.figures.quotes, trader.tally.figures.cost], [0, null]);
  const lost = trader.quote('KITE', 10);
  lose();
  await lost;
  assert.deepEqual(
    [trader.tally.figures.unanswered, trader.tally.figures.quotes, trader.cost],
    [1, 0, 1.5 * QUANTITY],
  );
  // No button gave them.
  assert.deepEqual([trader.trade, told], [null, []]);
});
