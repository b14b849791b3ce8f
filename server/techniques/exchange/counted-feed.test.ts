import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reached, startTestServer } from '../../testing/server';

const MOST = 2 * 1024 * 1024;

test('an answer carries 2 MB of ticks at most; the rest is there for the asking', async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  const market = server.markets.create({ seed: 1, rate: 200, burst: 10, symbols: 1, padding: 10_000 });
  await reached(market.feed, 300);
  market.ticker.pause();
  const taken: number[] = [];
  let cursor = 0;
  let answers = 0;
  while (cursor < market.feed.last) {
    const response = await fetch(`${server.origin}/api/markets/${market.id}/poll?since=${cursor}`);
    const text = await response.text();
    const { ticks }: { ticks: { seq: number }[] } = JSON.parse(text);
    assert.ok(text.length <= MOST + 10_000, `${text.length} bytes`);
    assert.ok(ticks.length > 0);
    taken.push(...ticks.map(({ seq }) => seq));
    cursor = taken.at(-1) ?? cursor;
    answers++;
    // All but the last are as full as they may be.
    if (cursor < market.feed.last) assert.ok(text.length > MOST - 20_000, `${text.length} bytes`);
  }
  assert.ok(answers >= 2);
  assert.deepEqual(
    taken,
    Array.from({ length: market.feed.last }, (_, index) => index + 1),
  );
});
