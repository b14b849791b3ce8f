import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scenarioSchema } from '@/lib/scenario/scenario';
import { fromQuery } from '@/lib/scenario/url';
import { recordingOf } from './catalogue';

const catalogue = [
  { query: 'rate=5&length=20', file: 'first.recording' },
  { query: 'rate=5&length=40', file: 'second.recording' },
  { query: 'length=25', file: 'third.recording' },
];

const recordingFor = (query: string) =>
  recordingOf(catalogue, scenarioSchema.parse(fromQuery(query).settings.scenario));

test('the recording of the same length is taken, or else one of the same settings', () => {
  assert.equal(recordingFor('rate=5&length=40'), 'second.recording');
  assert.equal(recordingFor('rate=5'), 'first.recording');
  assert.equal(recordingFor(''), 'third.recording');
  assert.equal(recordingFor('rate=6'), null);
  assert.equal(recordingFor('rate=5&seed=2'), null);
});
