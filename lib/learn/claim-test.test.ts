import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lanesOf } from '@/lib/run/scored-lanes.fixture';
import { fromQuery } from '@/lib/scenario/url';
import type { SegmentSeen } from '@/lib/verdict/seen';
import { wordsOf } from '@/lib/verdict/sentence';
import type { TestableClaim } from './claim';
import { drawn, testClaim } from './claim-test';

const claim: TestableClaim = {
  number: 1,
  group: 'long-polling',
  claim: 'Long polling means fewer requests',
  verdict: 'depends',
  correct: 'It depends.',
  sources: [],
  turns: 'how often a price changes',
  runs: [
    { setting: 'rare', address: 'techniques=short-polling,long-polling&length=8' },
    { setting: 'frequent', address: 'techniques=short-polling,long-polling&rate=20&length=8' },
  ],
  draws: ['requests'],
  shows: [
    {
      when: [
        'requests of long-polling in run 1 < short-polling',
        'requests of short-polling in run 2 < long-polling',
      ],
      verdict: 'depends',
      say: '{requests of long-polling in run 1} against {requests of short-polling in run 1}.',
    },
    {
      when: ['requests of long-polling in run 2 < short-polling'],
      verdict: 'true',
      say: 'Fewer: {requests of long-polling in run 2}.',
    },
  ],
};

/** A run in which short and long polling made so many requests. */
function runOf(i: number, requests: readonly [number, number], elapsed = 8000): SegmentSeen {
  return {
    settings: fromQuery(claim.runs[i]?.address ?? '').settings.scenario,
    since: null,
    elapsed: elapsed / 1000,
    faults: [],
    lanes: lanesOf(
      requests.map((count) => ({ latencies: [50, 60], figures: { requests: count } })),
      { elapsed },
    ),
  };
}

test('the first whose conditions all hold gives verdict and sentence', () => {
  const result = testClaim(claim.shows, [runOf(0, [16, 5]), runOf(1, [16, 80])]);
  assert.equal(result.verdict, 'depends');
  assert.equal(result.verdict && wordsOf(result.sentence), '5 against 16.');
  const other = testClaim(claim.shows, [runOf(0, [16, 5]), runOf(1, [90, 80])]);
  assert.equal(other.verdict, 'true');
  assert.equal(other.verdict && wordsOf(other.sentence), 'Fewer: 80.');
});

test('where none holds the run does not show it, and the figures say why', () => {
  assert.deepEqual(testClaim(claim.shows, [runOf(0, [16, 5]), runOf(1, [16, 16])]), {
    verdict: null,
    reasons: [
      'requests of short-polling in run 2 < long-polling: not so, 16 against 16',
      'requests of long-polling in run 2 < short-polling: not so, 16 against 16',
    ],
  });
});

test('a run that was too short, or not made, decides nothing', () => {
  const result = testClaim(claim.shows, [runOf(0, [16, 5], 1000)]);
  assert.equal(result.verdict, null);
  assert.match(
    result.verdict === null ? result.reasons.join() : '',
    /two polling intervals.*run 2 has not been made/,
  );
});

test('the lanes of each run are drawn on one scale', () => {
  const [figure, ...others] = drawn(claim, [runOf(0, [16, 5]), runOf(1, [16, 80])]);
  assert.equal(others.length, 0);
  assert.deepEqual(figure, {
    key: 'requests',
    label: 'Requests',
    most: 80,
    runs: [
      {
        setting: 'rare',
        bars: [
          { technique: 'short-polling', value: 16, inWords: '16' },
          { technique: 'long-polling', value: 5, inWords: '5' },
        ],
      },
      {
        setting: 'frequent',
        bars: [
          { technique: 'short-polling', value: 16, inWords: '16' },
          { technique: 'long-polling', value: 80, inWords: '80' },
        ],
      },
    ],
  });
});
