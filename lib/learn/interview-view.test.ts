import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Card } from './card';
import { cardsOf, defaultInterviewView, interviewForm, topicsOf } from './interview-view';

const card = (id: string, topic: string, question: string, answer: string): Card => ({
  id,
  topic,
  question,
  good: ['a', 'b'],
  wrong: { say: 'no', why: 'so' },
  next: { ask: 'and', answer },
  sources: [],
  show: { none: 'nothing' },
});
const cards = [
  card('a', 'protocol', 'What is a Frame?', 'two bytes'),
  card('b', 'design', 'How many servers?', 'a frame for each'),
  card('c', 'protocol', 'What is a chunk?', 'a length'),
];
const found = (topic: string, q: string) => cardsOf(cards, { topic, q }).map(({ id }) => id);

test('topics stand once, in the order of the cards', () => {
  assert.deepEqual(topicsOf(cards), ['protocol', 'design']);
});

test('every word is looked for in question and answer, in any case', () => {
  assert.deepEqual(found('', 'frame'), ['a', 'b']);
  assert.deepEqual(found('protocol', 'FRAME'), ['a']);
  assert.deepEqual(found('', '  bytes what '), ['a']);
  assert.deepEqual(found('', 'bytes server'), []);
  assert.deepEqual(found('', ''), ['a', 'b', 'c']);
});

test('an address says what is seen, and what it cannot say is ignored', () => {
  const view = { ...defaultInterviewView, topic: 'front end', q: 'a b', minutes: '3' as const };
  assert.deepEqual(interviewForm.fromQuery(interviewForm.toQuery(view)), { settings: view, ignored: [] });
  assert.equal(interviewForm.toQuery(defaultInterviewView), '');
  const { settings, ignored } = interviewForm.fromQuery('minutes=9&mode=practice');
  assert.deepEqual([settings.minutes, settings.mode, ignored.length], ['2', 'practice', 1]);
});
