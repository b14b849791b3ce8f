import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedInWords } from './changed';
import { defaultScenario } from './scenario';

const changed = (part: Partial<typeof defaultScenario>) =>
  changedInWords(defaultScenario, { ...defaultScenario, ...part });

test('a mark of a change says what was changed, with its unit', () => {
  assert.equal(changed({ rtt: 500 }), 'Round trip 500 ms');
  assert.equal(
    changed({ trader: !defaultScenario.trader }),
    defaultScenario.trader ? 'trader off' : 'trader on',
  );
  assert.equal(changed({ rtt: 500, rate: 10 }), 'New prices 10 per second, and 1 more');
});

test('lanes that are added and removed are named', () => {
  assert.equal(
    changedInWords(
      { ...defaultScenario, techniques: ['sse'] },
      { ...defaultScenario, techniques: ['websocket'] },
    ),
    '+ WebSocket, and 1 more',
  );
});
