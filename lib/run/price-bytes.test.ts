import assert from 'node:assert/strict';
import { test } from 'node:test';
import { priceBytesOf } from './price-bytes';
import { around, lanesOf, type Made } from './scored-lanes.fixture';

const bytes = (each: number, payload: number, up: number) => ({
  bytes: each * 200,
  bytesPerTick: each,
  payload: payload * 200,
  overhead: (each - payload) * 200,
  up: up * 200,
  down: (each - up) * 200,
});

test('the parts of a price are the price itself, what else comes down, and what goes up', () => {
  const lanes = lanesOf([
    { latencies: around(500), figures: { ...bytes(420, 60, 230), requests: 200 } },
    { latencies: around(50), figures: bytes(76, 60, 1) },
  ]).map((lane) => ({ ...lane, trade: null }));
  const [polling, stream] = priceBytesOf({ lanes });
  assert.deepEqual(polling?.parts, [60, 130, 230]);
  assert.deepEqual(stream?.parts, [60, 15, 1]);
  assert.deepEqual([polling?.label, polling?.compared], ['420 B', '5.5 ×']);
  assert.deepEqual([stream?.label, stream?.compared], ['76 B', 'best']);
});

test('what has set up the connection is in no part of a price', () => {
  const handshake = { handshakesUp: 4000, handshakesDown: 2000 };
  const figures = {
    ...bytes(76, 60, 1),
    ...handshake,
    bytes: 76 * 200 + 6000,
    overhead: 16 * 200 + 6000,
    up: 200 + 4000,
    down: 75 * 200 + 2000,
  };
  const lanes = lanesOf([{ latencies: around(50), figures }]).map((lane) => ({ ...lane, trade: null }));
  assert.deepEqual(priceBytesOf({ lanes })[0]?.parts, [60, 15, 1]);
});

test('before the first price there is nothing to draw, and nothing is said', () => {
  const lanes = lanesOf([{ latencies: [] }, { latencies: [] }]).map((lane) => ({ ...lane, trade: null }));
  assert.deepEqual(
    priceBytesOf({ lanes }).map(({ bytes, parts, label, compared }) => [bytes, parts, label, compared]),
    [
      [null, [0, 0, 0], '–', ''],
      [null, [0, 0, 0], '–', ''],
    ],
  );
});

test('a tenth of a byte is told, of all and of each part', () => {
  const figures = { bytesPerTick: 76.26, payload: 60, up: 1, down: 75.26, bytes: 76.26, overhead: 16.26 };
  const [lane] = priceBytesOf({ lanes: only(figures) });
  assert.deepEqual([lane?.bytes, lane?.parts], [76.3, [60, 15.3, 1]]);
  // What comes down is all price.
  const bare = { bytesPerTick: 1, payload: 60, up: 60, down: 60, bytes: 120, overhead: 60 };
  assert.deepEqual(priceBytesOf({ lanes: only(bare) })[0]?.parts, [0.5, 0, 0.5]);
  const least = { bytesPerTick: 1, payload: 0, up: 1, down: 0, bytes: 1, overhead: 1 };
  assert.deepEqual(priceBytesOf({ lanes: only(least) })[0]?.parts, [0, 0, 1]);
});

test('bytes that have brought no price yet are no part of one', () => {
  const figures = { bytesPerTick: null, payload: 0, up: 400, down: 200, bytes: 600, overhead: 600 };
  assert.deepEqual(priceBytesOf({ lanes: only(figures) })[0]?.parts, [0, 0, 0]);
});

function only(figures: Made['figures']) {
  return lanesOf([{ latencies: around(50), figures }]).map((lane) => ({ ...lane, trade: null }));
}
