import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSchema } from '@/lib/load/settings';
import { fromQuery } from '@/lib/scenario/url';
import { type EncodingFigures, findingsOf, loadOf, queryOfRun, ways } from './encodings';

const measured = (bytes: number | null, micros: number | null = null, memory: number | null = null) => ({
  bytes,
  micros,
  memory,
});

const figures: EncodingFigures = {
  json: measured(65.8, 7.5, 1500),
  messagepack: measured(47, 7.9, 1400),
  fixed: measured(19, 7.4, 1400),
  compressed: measured(19.3, 44, 226_000),
  alone: measured(67.7, 11.2, 20_000),
};

test('each way is a run of WebSocket alone, and a load, with its own settings', () => {
  for (const way of ways) {
    const { scenario } = fromQuery(queryOfRun(way)).settings;
    const { encoding, compression } = scenario;
    assert.deepEqual({ encoding, compression }, way.settings);
    assert.deepEqual(scenario.techniques, ['websocket']);
    assert.ok(scenario.rate * scenario.length >= 100);
    assert.deepEqual(loadSchema.parse(loadOf(way)), loadOf(way));
  }
});

test('nothing is found before the bytes of all are known', () => {
  for (const { id } of ways) assert.deepEqual(findingsOf({ ...figures, [id]: measured(null) }), []);
});

test('bytes are told with what they are beside JSON, and compressed JSON beside the fixed layout', () => {
  assert.deepEqual(findingsOf({ ...figures, json: measured(65.8) }), [
    'A price takes 65.8 B in JSON, 47.0 B in MessagePack (29 % fewer) and 19.0 B in a fixed layout (71 % fewer).',
    'Compressed together with what was said before, the same JSON takes 19.3 B: as many as the fixed layout.',
    'Compressed alone, each message saves nothing: 67.7 B.',
  ]);
  const other = findingsOf({ ...figures, compressed: measured(15.2), alone: measured(50) });
  assert.match(other[1] ?? '', /15\.2 B: 20 % fewer than the fixed layout\.$/);
  assert.match(other[2] ?? '', /50\.0 B \(24 % fewer\)/);
});

test('the processor: costs within a tenth of each other are no difference', () => {
  const [, , , cost, memory] = findingsOf(figures);
  assert.equal(
    cost,
    'With 100 clients a price costs the server 7.50 µs of its processor for each of them in JSON. Beside that, ' +
      'MessagePack: no difference that can be measured; the fixed layout: no difference that can be measured; ' +
      'compressed JSON: 5.9 ×; JSON that is compressed message by message: 1.5 ×.',
  );
  assert.match(memory ?? '', /held 226 kB of the server's memory, and 1\.50 kB without/);
});

test('of what was not measured, or hardly differs, nothing is said', () => {
  const [, , , cost, memory] = findingsOf({ ...figures, compressed: measured(19.3, null, 5000) });
  assert.match(cost ?? '', /compressed JSON: not measured;/);
  assert.equal(memory, undefined);
  assert.equal(findingsOf({ ...figures, json: measured(65.8, null, 1500) }).length, 3);
});
