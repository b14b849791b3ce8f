import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { faultKinds } from '@/lib/faults/faults';
import { stocks } from '@/lib/market/symbols';
import { techniqueIds, techniques } from '@/lib/techniques';
import { anyTechniqueSettings } from '@/lib/techniques/settings.fixture';
import { matchingPreset, nearestPreset, presets, settingsOf } from './presets';
import { defaultScenario, type Scenario, scenarioSchema } from './scenario';
import { defaultSetup, fromQuery, toQuery } from './url';
import { defaultView, type View, viewSchema } from './view';

const withoutOwn = fc.record(
  {
    techniques: fc.subarray([...techniqueIds]),
    rate: fc.double({ min: 0.1, max: 200, noNaN: true }),
    burst: fc.integer({ min: 1, max: 100 }),
    symbols: fc.integer({ min: 1, max: 20 }),
    padding: fc.integer({ min: 0, max: 10_000 }),
    seed: fc.integer({ min: 0, max: 4294967295 }),
    length: fc.integer({ min: 0, max: 3600 }),
    rtt: fc.integer({ min: 0, max: 2000 }),
    jitter: fc.integer({ min: 0, max: 500 }),
    down: fc.oneof(fc.constant(0), fc.integer({ min: 10, max: 1_000_000 })),
    up: fc.oneof(fc.constant(0), fc.integer({ min: 10, max: 1_000_000 })),
    stalls: fc.double({ min: 0, max: 20, noNaN: true }),
    outageEvery: fc.integer({ min: 0, max: 300 }),
    outageFor: fc.integer({ min: 1, max: 60 }),
    script: fc.array(
      fc
        .tuple(
          fc.integer({ min: 0, max: 9999 }),
          fc.constantFrom(...faultKinds.map(({ kind }) => kind)),
          fc.integer({ min: 1, max: 120 }),
        )
        .map((parts) => parts.join(':')),
      { maxLength: 50 },
    ),
    trader: fc.boolean(),
    symbol: fc.constantFrom(...stocks.map(({ symbol }) => symbol)),
  },
  { noNullPrototype: true },
);
const scenarios: fc.Arbitrary<Scenario> = fc
  .tuple(withoutOwn, anyTechniqueSettings)
  .map(([scenario, own]) => ({ ...scenario, ...own }));
const views: fc.Arbitrary<View> = fc.record(
  {
    percentile: fc.constantFrom('p50' as const, 'p99' as const),
    window: fc.constantFrom('minute' as const, 'run' as const),
    wire: fc.boolean(),
    present: fc.boolean(),
  },
  { noNullPrototype: true },
);

test('every scenario and view comes back from its own link', () => {
  fc.assert(
    fc.property(scenarios, views, (scenario, view) => {
      const setup = { scenario, view };
      assert.deepEqual(fromQuery(toQuery(setup)), { settings: setup, ignored: [] });
    }),
  );
});

test('the defaults have an empty link', () => {
  assert.equal(toQuery(defaultSetup), '');
});

test('a link names scenario and view side by side, whichever comes first', () => {
  const link = 'rate=5&trader=true&percentile=p99&wire=false';
  const setup = {
    scenario: { ...defaultScenario, rate: 5, trader: true },
    view: { ...defaultView, percentile: 'p99' as const, wire: false },
  };
  assert.deepEqual(fromQuery('?wire=false&trader=true&percentile=p99&rate=5').settings, setup);
  assert.equal(toQuery(setup), link);
});

test('no setting is both of the scenario and of the view', () => {
  const names = [...Object.keys(scenarioSchema.shape), ...Object.keys(viewSchema.shape)];
  assert.equal(new Set(names).size, names.length);
});

test('what is broken in a link is named with the reason, and the rest is used', () => {
  const { settings, ignored } = fromQuery('?rate=999&symbols=3&techniques=pigeon&colour=red&interval=');
  assert.deepEqual(settings, { ...defaultSetup, scenario: { ...defaultScenario, symbols: 3 } });
  assert.deepEqual(
    ignored.map(({ name }) => name),
    ['rate', 'techniques', 'colour', 'interval'],
  );
  assert.match(ignored[0]?.reason ?? '', /200/);
  assert.match(ignored[1]?.reason ?? '', new RegExp(techniqueIds.join(', ')));
});

test('of a list in a link the entries that are valid are used, and the others are named', () => {
  const { settings, ignored } = fromQuery('?techniques=foo,sse,bar&script=10:rst,soon,20:freeze:3');
  assert.deepEqual(settings.scenario.techniques, ['sse']);
  assert.deepEqual(settings.scenario.script, ['10:rst', '20:freeze:3']);
  assert.deepEqual(
    ignored.map(({ name, value }) => [name, value]),
    [
      ['techniques', 'foo,bar'],
      ['script', 'soon'],
    ],
  );
  assert.match(ignored[0]?.reason ?? '', new RegExp(techniqueIds.join(', ')));
});

test('a list in a link that is too long is not cut to what is allowed', () => {
  const query = `?script=${Array.from({ length: 51 }, (_, second) => `${second}:rst`).join(',')}`;
  const { settings, ignored } = fromQuery(query);
  assert.deepEqual(settings.scenario.script, defaultScenario.script);
  assert.equal(ignored.length, 1);
  assert.match(ignored[0]?.reason ?? '', /at most 50/);
});

test('a fault that is too long is told with what is allowed', () => {
  assert.match(fromQuery('?script=20:freeze:500').ignored[0]?.reason ?? '', /at most 120 s/);
});

test('no link breaks the page', () => {
  const names = [...Object.keys(defaultScenario), ...Object.keys(defaultView)];
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), fc.string())),
      (pairs) => {
        const { scenario, view } = fromQuery(new URLSearchParams(pairs).toString()).settings;
        scenarioSchema.parse(scenario);
        viewSchema.parse(view);
      },
    ),
  );
});

test('every preset is a scenario', () => {
  for (const { name, settings } of presets) {
    assert.ok(scenarioSchema.safeParse({ ...defaultScenario, ...settings }).success, name);
  }
});

test('after a preset the scenario is that preset, whatever it was before, and keeps seed and length', () => {
  fc.assert(
    fc.property(scenarios, fc.constantFrom(...presets), (before, preset) => {
      const after = { ...before, ...settingsOf(preset) };
      assert.equal(matchingPreset(after), preset);
      assert.equal(matchingPreset({ ...after, padding: 9999 }), undefined);
      const { seed, length } = before;
      assert.deepEqual(after, { ...after, seed, length });
    }),
  );
});

test('without an address, the techniques run that say so, over a link whose way can be seen', () => {
  const standard = techniques.filter(({ isStandard }) => isStandard).map(({ id }) => id);
  assert.deepEqual(fromQuery('').settings.scenario.techniques, standard);
  assert.equal(standard.length, 4);
  assert.equal(defaultScenario.rtt, 100);
  assert.equal(defaultView.wire, true);
});

test('there are ten questions, and none is asked twice', () => {
  assert.equal(presets.length, 10);
  for (const key of ['name', 'question'] as const)
    assert.equal(new Set(presets.map((preset) => preset[key])).size, 10);
  // Two lines of a headline.
  for (const { question } of presets) assert.ok(question.length <= 75, question);
});

test('a change of one setting does not change the question, a link finds the one it is about', () => {
  for (const preset of presets) {
    const scenario = { ...defaultScenario, ...settingsOf(preset) };
    const changed = { ...scenario, timeout: 7 };
    assert.equal(nearestPreset(changed, preset), preset);
    for (const other of presets) {
      assert.equal(nearestPreset(scenario, other), preset, `${other.name} to ${preset.name}`);
    }
  }
  const slower = { ...defaultScenario, ...settingsOf(presetNamed('Fast polling')), interval: 1 };
  assert.equal(nearestPreset(slower, presetNamed('Fast polling')).name, 'Fast polling');
  assert.equal(nearestPreset(slower, presetNamed('First look')).name, 'First look');
});

function presetNamed(name: string) {
  const preset = presets.find((entry) => entry.name === name);
  assert.ok(preset);
  return preset;
}
