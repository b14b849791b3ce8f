import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryOf, recordingOf } from '@/lib/playback/catalogue';
import { presets, settingsOf } from '@/lib/scenario/presets';
import { defaultScenario } from '@/lib/scenario/scenario';
import { fileOf, parts, scenarioOf, standardScenarios } from './scenarios';

test('each question of the playground finds its own recording, and every recording ends', () => {
  const scenarios = standardScenarios(parts);
  const catalogue = scenarios.map((scenario, index) => ({
    query: queryOf(scenario),
    file: fileOf(scenario, index),
  }));
  assert.equal(new Set(catalogue.map(({ file }) => file)).size, scenarios.length);
  const found = presets.map((preset) =>
    recordingOf(catalogue, { ...defaultScenario, ...settingsOf(preset) }),
  );
  assert.equal(new Set(found).size, presets.length);
  assert.ok(!found.includes(null));
  for (const { length } of scenarios) assert.ok(length > 0 && length <= 60);
});

test('a scenario that is not valid, or has no end, is not recorded', () => {
  assert.equal(scenarioOf('rate=5&length=20').rate, 5);
  assert.throws(() => scenarioOf('rate=5'), /needs a length/);
  assert.throws(() => scenarioOf('rate=5000&length=20'), /rate=5000: allowed: 0.1 to 200/);
});
