import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostSetAside, setAsideInWords } from './set-aside';

test('only what something was set aside for is said, with how much', () => {
  assert.equal(setAsideInWords({ start: 0, change: 0, interruption: 0 }), null);
  assert.equal(
    setAsideInWords({ start: 1, change: 0, interruption: 0 }),
    '1 tick due in the first moments of the run, while the page itself started',
  );
  assert.equal(
    setAsideInWords({ start: 0, change: 1200, interruption: 2 }),
    '1,200 ticks due while the settings changed; 2 ticks late because this browser was held up',
  );
});

test('of each reason, the lane counts that has the most', () => {
  const lanes = [
    { start: 3, change: 1, interruption: 0 },
    { start: 2, change: 5, interruption: 0 },
  ].map((setAsideFor) => ({ figures: { setAsideFor } }) as Parameters<typeof mostSetAside>[0][number]);
  assert.deepEqual(mostSetAside(lanes), { start: 3, change: 5, interruption: 0 });
  assert.deepEqual(mostSetAside([]), { start: 0, change: 0, interruption: 0 });
});
