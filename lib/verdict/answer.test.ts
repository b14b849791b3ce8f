import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compare } from '@/lib/figures/compare';
import { questions } from '@/lib/questions/questions';
import { scoreboardFigures } from '@/lib/run/scoreboard';
import { around, lanesOf, type Made } from '@/lib/run/scored-lanes.fixture';
import type { LaneFigures } from '@/lib/run/snapshot';
import { defaultScenario } from '@/lib/scenario/scenario';
import { answerOf } from './answer';
import type { RuleName } from './rules';
import type { SegmentSeen } from './seen';
import { type Sentence, wordsOf } from './sentence';

type Around = Partial<SegmentSeen> & Parameters<typeof lanesOf>[1];

function seenOf(lanes: readonly Made[], around: Around = {}): SegmentSeen {
  const { settings = defaultScenario, elapsed = 60, faults = [] } = around;
  return {
    settings,
    since: null,
    elapsed,
    faults,
    lanes: lanesOf(lanes, { ...around, elapsed: elapsed * 1000 }),
  };
}

/** All that an answer says. */
function said(lanes: readonly Made[], names: [RuleName, ...RuleName[]], around: Around = {}): string[] {
  const answer = answerOf(seenOf(lanes, around), names);
  if (answer.kind === 'measuring') return [`${answer.missing.until}`, ...answer.leftOut.map(wordsOf)];
  if (answer.kind === 'none') return answer.sentences.map(wordsOf);
  return [...answer.findings.flatMap(({ sentences }) => sentences), ...answer.leftOut].map(plain);
}

const plain = (sentence: Parameters<typeof wordsOf>[0]) => wordsOf(sentence).replaceAll('\u00a0', ' ');

const streams = [around(51, 100, 1), around(51, 100, 2)].map((latencies) => ({ latencies }));
const perPrice = (bytes: number, requests = 1): Partial<LaneFigures> => ({
  bytesPerTick: bytes,
  bytes: bytes * 100,
  requests,
});

test('who is first, who shares it, and how many times as late the others are', () => {
  const late = { latencies: around(562, 100, 3, 150) };
  assert.deepEqual(said([late, ...streams], ['first']), [
    'First is a tie.',
    'Long polling and SSE: no difference that can be measured.',
    'Short polling is 11 times as late.',
    'With Short polling a new price waits for the next poll, one every 1 s.',
  ]);
  // What is later by less than a wait, or by more, is late for another reason too, and the interval is not blamed.
  for (const settings of [
    { ...defaultScenario, interval: 5 },
    { ...defaultScenario, interval: 0.2 },
  ])
    assert.ok(
      !said([late, ...streams], ['first'], { settings }).some((words) => words.includes('next poll')),
    );
  const [first] = said([late, { latencies: around(20, 100, 4) }, ...streams], ['first']);
  assert.match(first ?? '', /^First: Long polling, typically (19\.\d|20\.\d) ms late\.$/);
});

test('what a price costs, as multiples to two figures; hardly more is said in bytes', () => {
  const made = [421, 706, 97, 77.5, 76].map((bytes, i) => ({
    latencies: around(51, 100, i),
    figures: perPrice(bytes, i < 2 ? 100 : 1),
  }));
  assert.deepEqual(said(made, ['cheapest']), [
    'Cheapest: WebSocket, 76 B for each price.',
    'HTTP streaming takes a little more, 78 B.',
    'SSE takes 1.3 times as much, Short polling 5.5 times, Long polling 9.3 times.',
  ]);
});

test('counts are said as they are', () => {
  const made = [59, 119, 1, 1].map((requests, i) => ({
    latencies: around(51, 100, i),
    figures: { requests },
  }));
  assert.deepEqual(said(made, ['requests']), [
    'Fewest requests: SSE and HTTP streaming, 1 each.',
    'Short polling sent 59, Long polling 119.',
  ]);
});

test('nothing is said of latency before 20 prices in each lane, and how many are missing is known', () => {
  const answer = answerOf(seenOf([{ latencies: around(5, 30) }, { latencies: around(50, 12) }]), ['first']);
  assert.deepEqual(answer, {
    kind: 'measuring',
    missing: { until: 'after 20 prices', progress: { have: 12, need: 20 } },
    leftOut: [],
  });
  assert.deepEqual(said([...streams], ['first'], { noiseFloor: null }), ['in a moment']);
});

test('nothing is said of counts before two polls and a price in each lane', () => {
  const early = { elapsed: 3.9, interval: 2000 };
  assert.deepEqual(said(streams, ['cheapest'], early), ['after two polls, and a price in each lane']);
  const silent = [...streams, { latencies: [] }];
  assert.deepEqual(said(silent, ['requests']), ['after two polls, and a price in each lane']);
});

test('a lane that lost prices or is not connected is left out of the comparison, and that is said', () => {
  const order = { received: 99, lost: 1, missed: 0, doubled: 0, outOfOrder: 0 };
  const lost = { latencies: around(1, 100, 5), figures: { order } };
  const gone = { latencies: around(1, 100, 6), state: { kind: 'waiting' as const, reason: '', retryIn: 9 } };
  const all = said([lost, gone, ...streams], ['first', 'arrived']);
  assert.deepEqual(all, [
    'First is a tie.',
    'SSE and HTTP streaming: no difference that can be measured.',
    'Prices are missing in Short polling.',
    'Not compared: Short polling, prices were lost.',
    'Not compared: Long polling, not connected.',
  ]);
  assert.equal(
    said([lost, { latencies: around(1) }], ['first'])
      .at(-1)
      ?.includes('Two techniques'),
    true,
  );
});

test('what broke is told with how long each lane took, whatever is asked', () => {
  const made = [4200, 1200, 3100].map((recovery, i) => ({
    latencies: around(51, 100, i),
    figures: { recovery },
  }));
  const faults = [{ kind: 'rst' as const, from: 10, to: 10 }];
  assert.deepEqual(said(made, ['back', 'arrived'], { faults }), [
    'Back first: Long polling, after 1.20 s.',
    'SSE took 3.10 s, Short polling 4.20 s.',
    'No price is missing, in any lane.',
    'What broke: Cut (RST) at 0:10.',
  ]);
  assert.ok(said(made, ['first'], { faults }).includes('What broke: Cut (RST) at 0:10.'));
  assert.deepEqual(said(made, ['back']), ['after the first fault']);
  const [first = made[0]] = made;
  const waiting = [{ latencies: around(51, 100, 9) }, ...(first ? [first] : [])];
  assert.deepEqual(said(waiting, ['back'], { faults }), ['when each lane is back']);
});

test('where the network goes away again and again, the answer waits until it has', () => {
  const settings = { ...defaultScenario, outageEvery: 30, outageFor: 9 };
  assert.deepEqual(said(streams, ['longestOutOfDate'], { settings, elapsed: 38 }), [
    'after the first outage',
  ]);
  const [tie] = said(streams, ['longestOutOfDate'], { settings, elapsed: 39 });
  assert.equal(tie, 'The longest time out of date is a tie.');
});

test('what an old price costs is said after 20 trades', () => {
  const trader = (cost: number, quotes: number) => ({
    trader: { cost, quotes, trades: quotes, roundTrip: 100, roundTripRange: null, unanswered: 0 },
  });
  const made = (quotes: number) =>
    [3000, 200].map((cost, i) => ({ latencies: around(51, 100, i), figures: trader(cost, quotes) }));
  assert.deepEqual(said(made(19), ['traderCost']), ['after 20 trades']);
  assert.deepEqual(said(made(20), ['traderCost']), [
    'Lowest cost: Long polling, 200.00 so far.',
    'Short polling cost 15 times as much.',
  ]);
});

const anyLanes = fc.array(
  fc.record({
    ms: fc.double({ min: 1, max: 2000, noNaN: true }),
    spread: fc.double({ min: 0, max: 300, noNaN: true }),
    seed: fc.integer({ min: 1, max: 50 }),
    bytes: fc.double({ min: 60, max: 2000, noNaN: true }),
    requests: fc.integer({ min: 0, max: 200 }),
    recovery: fc.constantFrom(1000, 1000.2, 5000),
  }),
  { minLength: 2, maxLength: 5 },
);

const spoken: Readonly<Partial<Record<RuleName, string>>> = {
  first: 'latency_p50',
  cheapest: 'bytes_per_tick',
  requests: 'requests',
  outOfDate: 'stale_share',
  longestOutOfDate: 'stale_longest',
  back: 'recovery',
};

test('no sentence claims a difference where the comparison finds none, and none is left unsaid', () => {
  const faults = [{ kind: 'rst' as const, from: 10, to: 10 }];
  fc.assert(
    fc.property(anyLanes, (drawn) => {
      const made = drawn.map(({ ms, spread, seed, bytes, requests, recovery }) => ({
        latencies: around(ms, 40, seed, spread).map(Math.abs),
        figures: { ...perPrice(bytes, requests), recovery },
      }));
      const seen = seenOf(made, { faults });
      for (const [name, key] of Object.entries(spoken) as [RuleName, string][]) {
        const row = scoreboardFigures.find((figure) => figure.key === key);
        const answer = answerOf(seen, [name]);
        assert.ok(row && answer.kind === 'answer', name);
        const { marks, tie } = compare(row, seen.lanes);
        const of = (kind: string) => seen.lanes.filter((_, i) => marks[i]?.kind === kind).map(({ id }) => id);
        const [finding] = answer.findings;
        assert.deepEqual(finding?.best, of('best'));
        assert.deepEqual([...(finding?.behind ?? [])].sort(), of('behind').sort());
        // By its words: who is named in which sentence.
        const isReason = (sentence: Sentence) => wordsOf(sentence).includes('waits for the next poll');
        const sentences = finding?.sentences.filter((sentence) => !isReason(sentence)) ?? [];
        for (const reason of finding?.sentences.filter(isReason) ?? [])
          for (const part of reason)
            assert.ok(!('technique' in part) || of('behind').includes(part.technique));
        const claims = sentences.filter(
          (sentence) => !/tie\.$|no difference|^Fewest.* each\.$/.test(wordsOf(sentence)),
        );
        if (tie) assert.deepEqual(claims, []);
        const named = sentences.flatMap((parts) =>
          parts.flatMap((part) => ('technique' in part ? [part.technique] : [])),
        );
        assert.deepEqual(named.sort(), seen.lanes.map(({ id }) => id).sort());
      }
    }),
    { numRuns: 40 },
  );
});

test('sentences are short, and take no sides', () => {
  const made = [
    around(900, 60, 1, 200),
    around(300, 60, 2),
    around(120, 60, 3),
    around(70, 60, 4),
    around(50, 60, 5),
  ];
  const lanes = made.map((latencies, i) => ({
    latencies: latencies.map(Math.abs),
    figures: { ...perPrice(76 * (i + 1), 5 - i), recovery: 1000 * (i + 1), empty: i },
  }));
  const faults = ['rst', 'unavailable', 'refuse', 'freeze'].map((kind, i) => ({
    kind: kind as 'rst',
    from: 10 * i,
    to: 10 * i,
  }));
  for (const [name, { rules }] of Object.entries(questions)) {
    for (const rule of rules.filter((entry) => entry !== 'traderCost')) {
      for (const sentence of said(lanes, [rule], { faults })) {
        assert.ok(sentence.split(' ').length < 20, `${name}: ${sentence}`);
        assert.match(sentence, /^[A-Z].*\.$/);
        assert.doesNotMatch(sentence, /\b(wins?|loses?|wrong|beats?|−|NaN|undefined)\b/);
      }
    }
  }
});
