import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { experimentsSchema, pathOf } from './experiment';

const one = {
  id: 'one',
  title: 'One',
  question: 'What is one?',
  about: 'It is.',
  minutes: 1,
  needs: ['server'],
  window: false,
  why: ['Because.'],
  sources: [{ title: 'RFC 9112' }],
};

test('an experiment has a page of its own, or stands on that of another', () => {
  const all = experimentsSchema.parse([one, { ...one, id: 'two', page: 'one' }]);
  assert.deepEqual(all.map(pathOf), ['/experiments/one', '/experiments/one#two']);
});

test('two experiments with one id are refused, and one on a page that there is not', () => {
  assert.throws(() => experimentsSchema.parse([one, one]), /the same id/);
  assert.throws(() => experimentsSchema.parse([{ ...one, page: 'other' }]), /a page that there is not/);
});

test('an experiment without a source is refused', () => {
  assert.throws(() => experimentsSchema.parse([{ ...one, sources: [] }]));
});

test('the experiments of this page are as the schema has them', () => {
  experimentsSchema.parse(parse(readFileSync('content/en/experiments.yaml', 'utf8')));
});

test('what links to an experiment from claims and cards finds it', () => {
  const paths = new Set(
    experimentsSchema.parse(parse(readFileSync('content/en/experiments.yaml', 'utf8'))).map(pathOf),
  );
  const linked = ['claims', 'interview'].flatMap((name) =>
    [...readFileSync(`content/en/${name}.yaml`, 'utf8').matchAll(/\/experiments\/[\w/#-]+/g)].map(
      ([path]) => path,
    ),
  );
  assert.ok(linked.length > 0);
  assert.deepEqual(
    linked.filter((path) => !paths.has(path)),
    [],
  );
});
