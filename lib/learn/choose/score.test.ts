import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answers, answersForm, type Candidate, nothingKnown, withAnswer } from './answers';
import { runOfCase } from './run-of-case';
import { bestOf, closeTo, needsOf, rank } from './score';

const known = (answers: Partial<Answers>) => rank({ ...nothingKnown, ...answers });
const first = (answers: Partial<Answers>) => bestOf(known(answers)).map(({ candidate }) => candidate);
const said = (answers: Partial<Answers>, candidate: Candidate) =>
  known(answers)
    .filter((entry) => entry.candidate === candidate)
    .flatMap(({ given }) => given.map(({ reason }) => reason));

test('where nothing is known all ways over HTTP and WebSocket share the first place, and no need is counted', () => {
  assert.deepEqual(needsOf(nothingKnown), []);
  assert.deepEqual(first({}), ['short-polling', 'long-polling', 'sse', 'http-streaming', 'websocket']);
  for (const { needs } of known({})) assert.deepEqual(needs, []);
});

test('those that cannot be told apart share a rank, and the next one counts them', () => {
  const ranks = known({}).map(({ rank: place }) => place);
  assert.deepEqual(ranks.slice(0, 6), [1, 1, 1, 1, 1, 6]);
});

test('what meets as many needs and costs more is close', () => {
  const ranking = known({ direction: 'down', rate: 'seconds', late: 'soon', replay: 'go-on' });
  assert.deepEqual(
    bestOf(ranking).map(({ candidate }) => candidate),
    ['sse'],
  );
  assert.deepEqual(
    closeTo(ranking).map(({ candidate }) => candidate),
    ['long-polling', 'http-streaming'],
  );
  assert.deepEqual(closeTo(known({ ends: 'peers' })), []);
});

// Two cases that the rules were not made by.

test('a fleet whose vans send their place every second, and get an order now and then: a socket, not a poll', () => {
  const fleet: Partial<Answers> = {
    ends: 'page',
    direction: 'both',
    rate: 'seconds',
    late: 'soon',
    readers: 'thousands',
    drop: 'newest',
  };
  assert.deepEqual(first(fleet), ['websocket']);
  assert.ok(said(fleet, 'websocket').includes('both-ways'));
  assert.ok(said(fleet, 'sse').includes('request-each'));
});

test('an election night: results every few minutes, readers by the million, no hurry, a cache in front: polling', () => {
  const election: Partial<Answers> = {
    ends: 'page',
    direction: 'down',
    rate: 'rare',
    late: 'seconds',
    readers: 'crowd',
    http: 'h2',
  };
  assert.deepEqual(first(election), ['short-polling']);
  assert.ok(said(election, 'short-polling').includes('edge-cache'));
  assert.ok(said(election, 'sse').includes('more-to-run'));
});

test('a proxy that collects, and drops Upgrade, lets complete answers pass and what falls back to them', () => {
  const passing = known({ proxies: 'hostile' }).filter(
    ({ impossible, needs }) => !impossible && needs[0]?.met,
  );
  assert.deepEqual(
    passing.map(({ candidate }) => candidate),
    ['short-polling', 'long-polling', 'socket-io'],
  );
});

test('an answer travels in the address, and one that there is not is told', () => {
  const answers = withAnswer(withAnswer(nothingKnown, 'ends', 'page'), 'late', 'soon');
  assert.equal(answersForm.toQuery(answers), 'ends=page&late=soon');
  assert.deepEqual(answersForm.fromQuery('ends=page&late=soon').settings, answers);
  assert.equal(answersForm.fromQuery('late=never').ignored[0]?.name, 'late');
  assert.throws(() => withAnswer(nothingKnown, 'late', 'never'));
});

test('a case runs with the best of those that have a lane, at its rate', () => {
  const down: Answers = { ...nothingKnown, direction: 'down', rate: 'many', late: 'soon' };
  assert.equal(runOfCase(down, rank(down)), '/?techniques=sse,http-streaming,websocket,socket-io&rate=20');
  const closed: Answers = { ...nothingKnown, ends: 'closed' };
  assert.equal(runOfCase(closed, rank(closed)), null);
});
