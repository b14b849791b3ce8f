import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endLabels } from './end-labels';

const room = { top: 0, bottom: 200, height: 16 };
const end = (name: string, y: number, text = '1') => ({ key: name, name, text, x: 100, y });
const placed = (labels: ReturnType<typeof endLabels>) =>
  labels.map(({ ends, text, y }) => [ends.map(({ name }) => name).join(' · '), text, y]);

test('labels with room stand at the ends of their lines', () => {
  assert.deepEqual(placed(endLabels([end('b', 120, '2'), end('a', 40)], room, 20)), [
    ['a', '1', 40],
    ['b', '2', 120],
  ]);
});

test('labels that would lie over one another are pushed apart, in the order of the lines', () => {
  const labels = endLabels([end('a', 100, '1'), end('b', 103, '2'), end('c', 104, '3')], room, 20);
  assert.deepEqual(placed(labels), [
    ['a', '1', 100],
    ['b', '2', 116],
    ['c', '3', 132],
  ]);
});

test('they stay within the chart, also at its foot', () => {
  const labels = endLabels([end('a', 198, '1'), end('b', 199, '2'), end('c', 200, '3')], room, 20);
  assert.deepEqual(
    labels.map(({ y }) => y),
    [160, 176, 192],
  );
});

test('lines that coincide share one label, and lines that only end near one another do not', () => {
  const labels = endLabels([end('SSE', 150), end('Long', 149, '2'), end('WebSocket', 150.5)], room, 20);
  assert.deepEqual(
    placed(labels).map(([name, text]) => [name, text]),
    [
      ['Long', '2'],
      ['SSE · WebSocket', '1 each'],
    ],
  );
});

test('a label that is shared has no more letters than there is room for', () => {
  const labels = endLabels([end('SSE', 150), end('HTTP streaming', 150), end('WebSocket', 150)], room, 20);
  assert.deepEqual(
    placed(labels).map(([name]) => name),
    ['SSE · HTTP streaming', 'WebSocket'],
  );
});
