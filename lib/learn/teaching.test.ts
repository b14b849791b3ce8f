import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Plan, timed } from './teaching';

const plan: Plan = {
  minutes: 12,
  name: 'Short',
  about: 'Two steps.',
  steps: [
    { minutes: 3, do: 'Say what moves.' },
    { minutes: 9, do: 'Guess and run.', lesson: 'asking' },
  ],
};

test('steps follow each other without a gap', () => {
  assert.deepEqual(
    timed(plan, ['asking']).map(({ from, to }) => [from, to]),
    [
      [0, 3],
      [3, 12],
    ],
  );
});

test('steps that do not fill the minutes of a plan are refused', () => {
  assert.throws(() => timed({ ...plan, minutes: 45 }, ['asking']), /Short: its steps take 12 min, not 45/);
});

test('a step with a lesson that is not there is refused', () => {
  assert.throws(() => timed(plan, ['sse']), /there is no lesson asking; there are sse/);
});
