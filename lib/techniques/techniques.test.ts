import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { backoff } from '@/lib/connection/backoff';
import { parseMessage } from '@/lib/connection/message';
import { sleep } from '@/lib/connection/sleep';
import { techniques } from '.';
import { choiceSetting, isChoice, type Setting } from './setting';
import { askIntervalOf, hasChanged, ownSettings, standardSettings, techniqueSettings } from './settings';
import type { About, OwnSettings } from './technique';

test('ids, paths and colours are each used once, and colour is not all that tells lines apart', () => {
  for (const key of ['id', 'path', 'dash'] as const) {
    assert.equal(new Set(techniques.map((technique) => technique[key])).size, techniques.length, key);
  }
});

test('each setting belongs to one technique, which alone is given it, and its standard is allowed', () => {
  const names = techniques.flatMap(({ settings }) => Object.keys(settings));
  assert.equal(new Set(names).size, names.length);
  assert.deepEqual(Object.keys(techniqueSettings), names);
  for (const { id, settings } of techniques) {
    assert.deepEqual(Object.keys(ownSettings(id, standardSettings)), Object.keys(settings));
    for (const { schema, standard } of Object.values<Setting>(settings)) {
      assert.equal(schema.parse(standard), standard);
      assert.ok(!schema.safeParse('none of these').success);
    }
  }
});

test('a setting of one technique is no change for another', () => {
  const changed = { ...standardSettings, interval: standardSettings.interval / 2 };
  for (const { id, traits } of techniques) {
    const asksByTheClock = traits.asks === 'every interval';
    assert.equal(hasChanged(id, standardSettings, changed), asksByTheClock, id);
    assert.equal(askIntervalOf(id, changed), asksByTheClock ? changed.interval * 1000 : null, id);
  }
});

test('a setting can be one of a few named values', () => {
  const form = choiceSetting({
    label: 'Form',
    noun: 'form of a tick',
    group: 'Test',
    meaning: 'what a tick is written in',
    standard: 'json',
    options: { json: 'JSON', packed: 'MessagePack' },
  });
  const settings = { form } satisfies About['settings'];
  const chosen: OwnSettings<{ settings: typeof settings }> = { form: form.schema.parse('packed') };
  assert.equal(form.options[chosen.form], 'MessagePack');
  assert.ok(isChoice(form));
  assert.match(String(form.schema.safeParse('xml').error), /must be one of json, packed/);
});

test('waits double up to 10 s, and a part of them is left to chance', () => {
  for (let attempt = 0; attempt < 40; attempt++) {
    const due = Math.min(10_000, 250 * 2 ** attempt);
    assert.equal(backoff(attempt, 0), due / 2);
    assert.equal(backoff(attempt, 1), due);
    const drawn = backoff(attempt);
    assert.ok(drawn >= due / 2 && drawn <= due);
  }
});

const tick = { seq: 3, symbol: 'KITE', price: 1.5, at: 1.5e12 };

test('a message is a tick, a gap, or an answer with ticks', () => {
  assert.deepEqual(parseMessage(JSON.stringify(tick)), { ticks: [tick] });
  const gap = { from: 1, to: 2, missed: 2 };
  assert.deepEqual(parseMessage(JSON.stringify({ gap })), { gap, ticks: [] });
  assert.deepEqual(parseMessage(JSON.stringify({ gap, ticks: [tick] })), { gap, ticks: [tick] });
  assert.deepEqual(parseMessage('{"ticks":[]}'), { ticks: [] });
});

test('anything else is refused', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => assert.throws(() => parseMessage(text))));
});

test('a sleep ends at once when it is aborted', async () => {
  const controller = new AbortController();
  const sleeping = sleep(3_600_000, controller.signal);
  controller.abort(new Error('enough'));
  await assert.rejects(sleeping, /enough/);
});
