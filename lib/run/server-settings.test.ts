import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultScenario } from '@/lib/scenario/scenario';
import { defaultView } from '@/lib/scenario/view';
import { commandsBetween, serverSettings } from './server-settings';

const before = serverSettings(defaultScenario, defaultView);

test('the server is told what it acts on, and nothing that it has been told', () => {
  const scenario = { ...defaultScenario, rate: 9, rtt: 200 };
  const after = serverSettings(scenario, { ...defaultView, wire: false });
  assert.deepEqual(commandsBetween(before, after), [
    { type: 'change', settings: { ...before.settings, rate: 9 } },
    { type: 'link', link: { ...before.link, rtt: 200 } },
    { type: 'capture', on: false },
  ]);
  assert.deepEqual(
    commandsBetween(after, serverSettings({ ...scenario }, { ...defaultView, wire: false })),
    [],
  );
});

test('what only the page or the lanes act on is not told', () => {
  const scenario = { ...defaultScenario, techniques: [], interval: 5, length: 10, symbol: 'QUIL' as const };
  const view = { ...defaultView, window: 'run' as const };
  assert.deepEqual(commandsBetween(before, serverSettings(scenario, view)), []);
});
