import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TechniqueId } from '@/lib/techniques';
import type { Answer } from './answer';
import { type Settled, settle } from './settled';

const answer = (best: TechniqueId[], prices = 20): Answer => ({
  kind: 'answer',
  prices,
  since: null,
  findings: [{ rule: 'latency_p50', sentences: [], best, behind: [], times: {}, strip: null }],
  leftOut: [],
});
const tie = answer(['sse', 'websocket']);
const first = answer(['sse']);
const measuring: Answer = { kind: 'measuring', missing: { until: '', progress: null }, leftOut: [] };

/** What is shown after each answer, a quarter of a second from one to the next. */
function shown(answers: readonly Answer[]): Settled[] {
  const all: Settled[] = [];
  for (const [i, found] of answers.entries()) all.push(settle(all.at(-1) ?? null, found, 'a', i / 4));
  return all;
}

const times = (count: number, found: Answer) => Array.from({ length: count }, () => found);

test('the first answer stands at once, and its figures are renewed every 5 s', () => {
  const all = shown([measuring, ...Array.from({ length: 60 }, (_, i) => answer(['sse'], 20 + i))]);
  assert.equal(all[1]?.answer.kind, 'answer');
  const changes = all.filter((entry, i) => i > 1 && entry.answer !== all[i - 1]?.answer);
  assert.deepEqual(
    changes.map(({ at }) => at),
    [5.25, 10.25],
  );
  assert.equal(all[2], all[1]);
});

test('another result is shown once it has been found for 5 s on end', () => {
  const all = shown([...times(8, tie), ...times(40, first)]);
  assert.equal(all[27]?.answer, tie);
  assert.equal(all[28]?.answer, first);
});

test('a result that comes and goes is never shown', () => {
  const all = shown(Array.from({ length: 200 }, (_, i) => (i % 12 === 0 ? tie : i % 12 < 6 ? first : tie)));
  assert.ok(all.every(({ answer: { kind } }) => kind === 'answer'));
  assert.ok(all.every((entry) => entry.answer === tie));
});

test('what is lost for a moment is kept; another question or segment begins anew', () => {
  const [settled = null] = shown([first]);
  assert.equal(settle(settled, measuring, 'a', 1).answer, first);
  assert.equal(settle(settled, measuring, 'b', 1).answer, measuring);
});

test('whatever is found, an answer that is shown stands for 5 s', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(tie, first, answer([]), measuring), { maxLength: 200 }),
      (answers) => {
        const all = shown([first, ...answers]);
        const changes = [
          0,
          ...all.flatMap((entry, i) => (i > 0 && entry.at !== all[i - 1]?.at ? [i / 4] : [])),
        ];
        const kept = all.findIndex(({ answer: { kind } }) => kind !== 'answer');
        for (const [i, at] of changes.entries()) {
          if (kept >= 0 && at > kept / 4) break;
          if (i > 0) assert.ok(at - (changes[i - 1] ?? 0) >= 5);
        }
      },
    ),
  );
});
