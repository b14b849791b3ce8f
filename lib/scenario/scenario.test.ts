import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { faultKinds } from '@/lib/faults/faults';
import { stocks } from '@/lib/market/symbols';
import { techniqueIds } from '@/lib/techniques';
import { matchingPreset, presets, settingsOf } from './presets';
import { defaultScenario, type Scenario, scenarioSchema } from './scenario';
import { fromQuery, toQuery } from './url';

const scale = fc.constantFrom('linear' as const, 'log' as const);
const scenarios: fc.Arbitrary<Scenario> = fc.record(
  {
    techniques: fc.subarray([...techniqueIds]),
    rate: fc.double({ min: 0.1, max: 200, noNaN: true }),
    burst: fc.integer({ min: 1, max: 100 }),
    symbols: fc.integer({ min: 1, max: 20 }),
    padding: fc.integer({ min: 0, max: 10_000 }),
    seed: fc.integer({ min: 0, max: 4294967295 }),
    interval: fc.double({ min: 0.1, max: 10, noNaN: true }),
    timeout: fc.double({ min: 1, max: 60, noNaN: true }),
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
    percentile: fc.constantFrom('p50' as const, 'p99' as const, 'max' as const),
    window: fc.constantFrom('minute' as const, 'run' as const),
    latencyScale: scale,
    distributionScale: scale,
    requestsScale: scale,
    bytesScale: scale,
    bytesView: fc.constantFrom('time' as const, 'split' as const),
    wire: fc.boolean(),
    present: fc.boolean(),
  },
  { noNullPrototype: true },
);

test('every scenario comes back from its own link', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      assert.deepEqual(fromQuery(toQuery(scenario)), { scenario, ignored: [] });
    }),
  );
});

test('the default scenario has an empty link', () => {
  assert.equal(toQuery(defaultScenario), '');
});

test('what is broken in a link is named with the reason, and the rest is used', () => {
  const { scenario, ignored } = fromQuery('?rate=999&symbols=3&techniques=sse,pigeon&colour=red&interval=');
  assert.deepEqual(scenario, { ...defaultScenario, symbols: 3 });
  assert.deepEqual(
    ignored.map(({ name }) => name),
    ['rate', 'techniques', 'colour', 'interval'],
  );
  assert.match(ignored[0]?.reason ?? '', /200/);
  assert.match(ignored[1]?.reason ?? '', new RegExp(techniqueIds.join(', ')));
});

test('no link breaks the page', () => {
  const names = Object.keys(defaultScenario);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), fc.string())),
      (pairs) => {
        const { scenario } = fromQuery(new URLSearchParams(pairs).toString());
        scenarioSchema.parse(scenario);
      },
    ),
  );
});

test('every preset is a scenario', () => {
  for (const { name, settings } of presets) {
    assert.ok(scenarioSchema.safeParse({ ...defaultScenario, ...settings }).success, name);
  }
});

test('after a preset the scenario is that preset, whatever it was before, and keeps how it is shown', () => {
  fc.assert(
    fc.property(scenarios, fc.constantFrom(...presets), (before, preset) => {
      const after = { ...before, ...settingsOf(preset) };
      assert.equal(matchingPreset(after), preset);
      assert.equal(matchingPreset({ ...after, padding: 9999 }), undefined);
      const { seed, length, window, wire, present } = before;
      assert.deepEqual(after, { ...after, seed, length, window, wire, present });
    }),
  );
});
