import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultLab, labSchema } from './lab';
import { defaultLabSetup, labFromQuery, labToQuery } from './lab-url';
import { defaultLabView, type LabView, labViewSchema } from './lab-view';
import { labs } from './labs.fixture';

const scale = fc.constantFrom('linear' as const, 'log' as const);
const views: fc.Arbitrary<LabView> = fc.record(
  {
    cpuView: fc.constantFrom('million' as const, 'share' as const),
    memoryView: fc.constantFrom('all' as const, 'each' as const),
    percentile: fc.constantFrom('p50' as const, 'p99' as const, 'max' as const),
    cpuScale: scale,
    memoryScale: scale,
    latencyScale: scale,
    bytesScale: scale,
  },
  { noNullPrototype: true },
);

test('settings come back from their own link; the defaults have an empty one', () => {
  assert.equal(labToQuery(defaultLabSetup), '');
  fc.assert(
    fc.property(labs, views, (lab, view) => {
      assert.deepEqual(labFromQuery(labToQuery({ lab, view })), { settings: { lab, view }, ignored: [] });
    }),
  );
});

test('what is broken in a link is named with the reason, and the rest is used', () => {
  const { settings, ignored } = labFromQuery(
    '?clients=5001&rate=20&growth=maybe&techniques=sse,sse&burst=2&memoryView=each',
  );
  assert.deepEqual(settings, {
    lab: { ...defaultLab, rate: 20, techniques: ['sse'] },
    view: { ...defaultLabView, memoryView: 'each' },
  });
  assert.deepEqual(ignored, [
    { name: 'clients', value: '5001', reason: 'allowed: 1 to 5000, whole' },
    { name: 'growth', value: 'maybe', reason: 'allowed: true or false' },
    { name: 'burst', value: '2', reason: 'there is no such setting' },
  ]);
});

test('no link breaks the page', () => {
  const names = fc.oneof(
    fc.constantFrom(...Object.keys(defaultLab), ...Object.keys(defaultLabView)),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(names, fc.string())), (pairs) => {
      const { lab, view } = labFromQuery(new URLSearchParams(pairs).toString()).settings;
      labSchema.parse(lab);
      labViewSchema.parse(view);
    }),
  );
});
