import assert from 'node:assert/strict';
import { test } from 'node:test';
import { questions } from '@/lib/questions/questions';
import { around, lanesOf, type Made } from '@/lib/run/scored-lanes.fixture';
import type { LaneFigures } from '@/lib/run/snapshot';
import type { PresetName } from '@/lib/scenario/presets';
import { defaultScenario } from '@/lib/scenario/scenario';
import { answerOf } from './answer';
import { measuredOf } from './expected';
import { wordsOf } from './sentence';

/** What stands beside a guess at the answer of a question. */
function measured(name: PresetName, lanes: readonly Made[]): string | null {
  const { guess, rules } = questions[name];
  const seen = {
    settings: defaultScenario,
    since: null,
    elapsed: 60,
    faults: [],
    lanes: lanesOf(lanes),
  };
  const answer = answerOf(seen, rules);
  const said = answer.kind === 'answer' ? measuredOf(guess.measured ?? 'best', answer.findings) : null;
  return said && wordsOf(said).replaceAll('\u00a0', ' ');
}

const late = (ms: number, seed: number, figures: Partial<LaneFigures> = {}): Made => ({
  latencies: around(ms, 100, seed),
  figures: { bytesPerTick: 100, bytes: 10_000, requests: 100, ...figures },
});
const lost = (count: number, seed: number) =>
  late(51, seed, { order: { received: 100, lost: count, missed: 0, doubled: 0, outOfOrder: 0 } });

test('beside a guess at a lane stands the one that was best, those that share it, or that none is', () => {
  assert.equal(measured('First look', [late(562, 1), late(51, 2)]), 'Long polling');
  assert.equal(
    measured('First look', [late(562, 1), late(51, 2), late(51, 3)]),
    'a tie of Long polling and SSE',
  );
  assert.equal(measured('First look', [late(51, 1), late(51, 2)]), 'no difference');
});

test('beside a guess at a multiple stands the multiple that was measured', () => {
  assert.match(measured('Fast polling', [late(102, 1), late(51, 2)]) ?? '', /^(1\.9|2\.0) times as late$/);
  assert.equal(measured('Fast polling', [late(51, 1), late(51, 2)]), 'no later than the others');
  // Nothing is said of a technique that does not run.
  assert.equal(measured('Fast polling', [{ ...late(51, 1), on: false }, late(51, 2), late(51, 3)]), null);
  const dear = late(51, 1, { bytesPerTick: 420, bytes: 42_000 });
  assert.equal(measured('Big payload', [dear, late(51, 2)]), '4.2 times as many');
  const hardly = late(51, 1, { bytesPerTick: 103, bytes: 10_300 });
  assert.equal(measured('Big payload', [hardly, late(51, 2)]), 'hardly a difference');
});

test('beside a guess at lost prices stands where some were lost', () => {
  assert.equal(measured('Train in a tunnel', [lost(0, 1), lost(0, 2)]), 'none is lost');
  assert.equal(
    measured('Train in a tunnel', [lost(3, 1), lost(0, 2), lost(0, 3)]),
    'some are lost in Short polling, none in Long polling and SSE',
  );
});

test('as long as nothing is found, nothing stands beside a guess', () => {
  for (const name of ['best', 'howLateShortPolling', 'howDearTheDearest', 'whetherLost'] as const)
    assert.equal(measuredOf(name, []), null);
});
