import assert from 'node:assert/strict';
import { test } from 'node:test';
import { techniqueIds } from '@/lib/techniques';
import { answerOf, microsInWords } from './answer';
import { resultOf, runOf } from './results.fixture';

const [first = 'sse', second = 'sse', third = 'sse'] = techniqueIds;
const costing = (technique: typeof first, clients: number, cpuPerMillion: number) => {
  const result = resultOf(technique, clients);
  return { ...result, server: { ...result.server, cpuPerMillion } };
};

test('costs whose measurements overlap are a tie, and the others are multiples of the cheapest', () => {
  const run = runOf([
    costing(first, 50, 7.4),
    costing(first, 100, 7.7),
    costing(second, 50, 7.6),
    costing(second, 100, 7.9),
    costing(third, 50, 20),
    costing(third, 100, 23.1),
  ]);
  const answer = answerOf([run], run) ?? assert.fail();
  assert.equal(answer.clients, 100);
  assert.deepEqual(
    answer.cheapest.map(({ technique }) => technique),
    [first, second],
  );
  assert.equal(microsInWords(answer.cheapest), '7.70 to 7.90 µs');
  assert.deepEqual(
    answer.dearer.map(({ technique, times }) => [technique, times]),
    [[third, 3]],
  );
});

test('what is apart in all measurements is told apart', () => {
  const run = runOf([
    costing(first, 50, 7),
    costing(first, 100, 7.1),
    costing(second, 50, 7.3),
    costing(second, 100, 7.2),
  ]);
  assert.equal(answerOf([run], run)?.cheapest.length, 1);
});

test('single measurements that are near one another are a tie', () => {
  const near = runOf([costing(first, 100, 7), costing(second, 100, 8)]);
  assert.equal(answerOf([near], near)?.cheapest.length, 2);
  const far = runOf([costing(first, 100, 7), costing(second, 100, 9)]);
  assert.equal(answerOf([far], far)?.cheapest.length, 1);
});

test('there is no answer with one technique alone, or where the others failed', () => {
  const alone = runOf([costing(first, 100, 7)]);
  assert.equal(answerOf([alone], alone), null);
  const failed = runOf([costing(first, 100, 7), { ...costing(second, 100, 8), lost: 5 }]);
  assert.equal(answerOf([failed], failed), null);
});
