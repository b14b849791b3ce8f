import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { around, lanesOf } from '@/lib/run/scored-lanes.fixture';
import { defaultScenario } from '@/lib/scenario/scenario';
import { fromQuery } from '@/lib/scenario/url';
import { techniqueIds, techniques } from '@/lib/techniques';
import type { SegmentSeen } from '@/lib/verdict/seen';
import { defaultMystery, hiddenIn, mysteryForm, mysterySchema, signsOf } from './mystery';
import { runOf } from './run-of';

const words = mysterySchema.parse(parse(readFileSync('content/en/mystery.yaml', 'utf8')));
const seeds = Array.from({ length: 300 }, (_, i) => i + 1);

/** A run of all techniques, each with the figures that its way of asking gives. */
const seen: SegmentSeen = {
  settings: { ...defaultScenario, techniques: [...techniqueIds] },
  since: null,
  elapsed: 60,
  faults: [],
  lanes: lanesOf(
    techniques.map(({ traits }, index) => ({
      latencies: around(traits.asks === 'every interval' ? 600 : 100 + index, 60, index),
      figures: {
        requests: traits.asks === 'once' ? 1 : traits.asks === 'when answered' ? 60 : 80,
        empty: traits.asks === 'every interval' ? 20 : 0,
        bytesPerTick: 70 + 100 * (techniques.length - index),
        bytes: 6000,
      },
    })),
  ),
};

test('a seed says which technique it is, and every technique has its turn', () => {
  const one = (seed: number) => hiddenIn({ seed, round: 'one' }, techniqueIds);
  assert.deepEqual(one(7), one(7));
  assert.deepEqual([...new Set(seeds.flatMap(one))].sort(), [...techniqueIds].sort());
  const counts = techniqueIds.map((id) => seeds.filter((seed) => one(seed)[0] === id).length);
  assert.ok(Math.min(...counts) > seeds.length / techniqueIds.length / 2, String(counts));
});

test('in the round with all lanes each stands once, and not always in the order of the list', () => {
  const all = (seed: number) => hiddenIn({ seed, round: 'all' }, techniqueIds);
  for (const seed of seeds) assert.deepEqual([...all(seed)].sort(), [...techniqueIds].sort());
  assert.ok(new Set(seeds.map((seed) => String(all(seed)))).size > 20);
});

test('what runs is what the text says, with these techniques, and it ends', () => {
  const { settings, ignored } = fromQuery(runOf(words.scenario, ['websocket']));
  assert.deepEqual([settings.scenario.techniques, ignored], [['websocket'], []]);
  assert.ok(settings.scenario.length > 0);
});

test('every technique of the registry can be told by a sign of its traits', () => {
  for (const id of techniqueIds) {
    const signs = signsOf(id, { ...words, extremes: [], apart: {} }, seen);
    assert.ok(signs.length > 0, id);
    for (const { look, figure } of signs) assert.ok(look.length > 0 && figure.length > 0, id);
  }
});

test('a sign that the run does not bear out is not told', () => {
  const silent = {
    ...seen,
    lanes: seen.lanes.map((lane) => ({ ...lane, figures: { ...lane.figures, empty: 0 } })),
  };
  const sign = words.signs.filter(({ when }) => when.startsWith('empty'));
  const asking = techniques.find(({ traits }) => traits.asks === 'every interval')?.id ?? assert.fail();
  const only = { ...words, signs: sign, extremes: [], apart: {} };
  assert.equal(signsOf(asking, only, seen).length, 1);
  assert.equal(signsOf(asking, only, silent).length, 0);
});

test('how a lane stands among the others is told of that lane alone', () => {
  const only = { ...words, signs: [], apart: {} };
  const told = techniqueIds.filter((id) =>
    signsOf(id, only, seen).some(({ figure }) => JSON.stringify(figure).includes('as few bytes')),
  );
  assert.deepEqual(told, techniqueIds.slice(-1));
});

test('an address says which mystery it is', () => {
  assert.equal(mysteryForm.toQuery({ seed: 42, round: 'all' }), 'seed=42&round=all');
  assert.deepEqual(mysteryForm.fromQuery('seed=-3&round=two').settings, defaultMystery);
});

test('a text whose conditions or braces cannot be measured is refused', () => {
  const [sign] = words.signs;
  const accepts = (part: object) =>
    mysterySchema.safeParse({ ...words, signs: [{ ...sign, ...part }] }).success;
  assert.ok(accepts({}));
  assert.ok(!accepts({ when: 'beauty of {lane} > 1' }));
  assert.ok(!accepts({ figure: 'It is {beauty of {lane}}.' }));
  assert.ok(!mysterySchema.safeParse({ ...words, scenario: 'rate=5000' }).success);
});
