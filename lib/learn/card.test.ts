import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseCards } from './card';

const good = `
- id: one
  topic: protocol
  question: What is it?
  good: [this, that]
  wrong: { say: nothing, why: it is something }
  next: { ask: and then?, answer: more }
  show: { address: "/?rate=5", look: at it }
`;

function problemsOf(yaml: string) {
  const read = parseCards(yaml);
  return 'problems' in read ? read.problems : [];
}

test('the cards of this project can be read, each by a name of its own', () => {
  const read = parseCards(readFileSync('content/en/interview.yaml', 'utf8'));
  assert.deepEqual('problems' in read ? read.problems : [], []);
  const cards = 'cards' in read ? read.cards : [];
  assert.ok(cards.length >= 40);
});

test('a card is what the file says', () => {
  const read = parseCards(good);
  const [card] = 'cards' in read ? read.cards : [];
  assert.equal(card?.question, 'What is it?');
  assert.deepEqual(card?.sources, []);
});

test('what is wrong is said with its line', () => {
  assert.deepEqual(
    problemsOf(good.replace('topic: protocol', 'topic: 7')).map(({ line }) => line),
    [3],
  );
  assert.match(problemsOf(good.replace('question:', 'questoin:'))[0]?.message ?? '', /questoin|question/);
  assert.equal(problemsOf('- id: [')[0]?.line, 1);
});

test('an address whose page does not know a setting, or does not allow its value, is refused', () => {
  for (const wrong of [
    '/?rate=5000',
    '/?speed=2',
    '/?techniques=carrier-pigeon',
    '/lab?clients=-1',
    'https://example.org',
  ]) {
    assert.match(problemsOf(good.replace('/?rate=5', wrong))[0]?.message ?? '', /show/, wrong);
  }
});

test('two cards of one name are refused', () => {
  const [problem] = problemsOf(good + good);
  assert.match(problem?.message ?? '', /already/);
  assert.equal(problem?.line, 10);
});
