import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkNamed, linkPresets } from './presets';
import { idealLink, isIdeal, linkSettingsSchema } from './settings';

const accepts = (part: object) => linkSettingsSchema.safeParse({ ...idealLink, ...part }).success;

test('each setting of a link has its limits, and they are allowed', () => {
  for (const [name, least, most] of [
    ['rtt', 0, 2000],
    ['jitter', 0, 500],
    ['down', 0, 1_000_000],
    ['up', 0, 1_000_000],
    ['stalls', 0, 20],
    ['outageEvery', 0, 300],
    ['outageFor', 1, 60],
  ] as const) {
    for (const value of [least, most]) assert.ok(accepts({ [name]: value }), `${name} ${value}`);
    for (const value of [least - 0.5, most + 0.5]) assert.ok(!accepts({ [name]: value }), `${name} ${value}`);
  }
});

test('a bandwidth is unlimited, or enough for something to pass', () => {
  for (const way of ['down', 'up'])
    assert.deepEqual(
      [0, 1, 9, 10].map((kbit) => accepts({ [way]: kbit })),
      [true, false, false, true],
    );
});

test('a link is ideal if it does nothing, and in no other way', () => {
  assert.ok(isIdeal(idealLink) && isIdeal({ ...idealLink, outageFor: 60 }));
  const names = ['rtt', 'jitter', 'down', 'up', 'stalls', 'outageEvery'] as const;
  for (const one of names)
    for (const other of names)
      assert.ok(!isIdeal({ ...idealLink, [one]: 20, [other]: 20 }), `${one}, ${other}`);
});

test('a preset is found by its name, and obeys the limits', () => {
  for (const { name, settings } of linkPresets) {
    assert.equal(linkNamed(name), settings);
    assert.deepEqual(linkSettingsSchema.parse(settings), settings);
  }
  assert.throws(() => linkNamed('Pigeon'), /no link "Pigeon"/);
});
