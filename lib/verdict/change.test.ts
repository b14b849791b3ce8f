import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, lanesOf, type Made } from '@/lib/run/scored-lanes.fixture';
import { presets, settingsOf } from '@/lib/scenario/presets';
import { defaultScenario, type Scenario } from '@/lib/scenario/scenario';
import { techniqueIds } from '@/lib/techniques';
import { changeOf } from './change';
import { changedSettings } from './changed-settings';
import { wordsOf } from './sentence';

const late = (ms: number, seed = 1): Made => ({
  latencies: around(ms, 200, seed, ms / 4).map(Math.abs),
  figures: { bytesPerTick: 400, bytes: 80_000, requests: 100 },
});

function changed(before: Made[], now: Made[], part: Partial<Scenario> = { interval: 5 }) {
  const settings = { ...defaultScenario, ...part };
  const change = changeOf(
    { settings: defaultScenario, lanes: lanesOf(before) },
    { settings, since: 30, elapsed: 60, faults: [], lanes: lanesOf(now) },
  );
  const plain = (sentences: typeof change.effects) =>
    sentences.map((sentence) => wordsOf(sentence).replaceAll('\u00a0', ' '));
  return { ...change, changes: plain(change.changes), effects: plain(change.effects) };
}

test('a change is told with the figures that it moved', () => {
  const { changes, effects, isMeasuring } = changed([late(562), late(51)], [late(2600), late(51, 2)]);
  assert.deepEqual(changes, ['You changed the polling interval from 1 s to 5 s.']);
  assert.equal(effects.length, 1);
  assert.match(effects[0] ?? '', /^Short polling: typical latency rose from 5\d\d ms to 2\.\d\d s\.$/);
  assert.equal(isMeasuring, false);
});

test('what moved by less than a fifth, or cannot be told apart from before, is not spoken of', () => {
  assert.deepEqual(changed([late(500)], [late(560, 2)]).effects, []);
  // 40 prices that scatter so widely may have any median.
  const wide = (seed: number): Made => ({ latencies: around(300, 40, seed, 250).map(Math.abs) });
  for (let seed = 1; seed < 20; seed++)
    assert.deepEqual(changed([wide(seed)], [wide(seed + 50)]).effects, []);
  // The same two segments are told apart when there is no noise that could have made the difference.
  const few = (noiseFloor: number) =>
    changeOf(
      { settings: defaultScenario, lanes: lanesOf([late(10)]) },
      {
        settings: defaultScenario,
        since: 30,
        elapsed: 60,
        faults: [],
        lanes: lanesOf([late(20, 2)], { noiseFloor }),
      },
    ).effects.length;
  assert.deepEqual([few(0.5), few(15)], [1, 0]);
});

test('before there are 20 prices nothing is said of latency, and it is known to come', () => {
  const { effects, isMeasuring } = changed([late(562)], [{ latencies: around(2600, 19) }]);
  assert.deepEqual([effects, isMeasuring], [[], true]);
});

test('bytes that moved by more than one exchange are spoken of, and many lanes are summed up', () => {
  const bytes = (perTick: number): Made => ({
    ...late(51),
    figures: { bytesPerTick: perTick, bytes: perTick * 200, requests: 100 },
  });
  const { effects } = changed([bytes(421)], [bytes(110)]);
  assert.deepEqual(effects, ['Short polling: bytes per price fell from 421 B to 110 B.']);
  const all = techniqueIds.map(() => late(50));
  const sentences = changed(
    all,
    all.map(() => late(150, 2)),
    { rtt: 300 },
  ).effects;
  assert.equal(sentences.length, 4);
  assert.equal(sentences[3], 'Figures of HTTP streaming, WebSocket and Socket.IO moved too.');
});

test('each setting that a scenario can change has a sentence, and what has not changed has none', () => {
  assert.deepEqual(changedSettings(defaultScenario, { ...defaultScenario }), []);
  for (const preset of presets.slice(1)) {
    const settings = settingsOf(preset);
    const names = Object.keys(settings).filter((name) => {
      const key = name as keyof Scenario;
      return key !== 'script' && JSON.stringify(settings[key]) !== JSON.stringify(defaultScenario[key]);
    });
    const sentences = changedSettings(defaultScenario, { ...defaultScenario, ...settings }).map(wordsOf);
    assert.equal(sentences.length, names.length, preset.name);
  }
  const words = changedSettings(defaultScenario, {
    ...defaultScenario,
    techniques: ['sse', 'http-streaming'],
  });
  assert.deepEqual(words.map(wordsOf), [
    'You added HTTP streaming.',
    'You removed Short polling, Long polling and WebSocket.',
  ]);
});
