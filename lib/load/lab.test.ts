import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { techniqueIds } from '@/lib/techniques';
import { techniqueSettings } from '@/lib/techniques/settings';
import {
  defaultLab,
  type Lab,
  labFromQuery,
  labSchema,
  labToQuery,
  loadsOf,
  problemOf,
  stepsOf,
} from './lab';
import { loadCommandSchema } from './messages';
import { loadLimits } from './settings';

const number = ({ min, max }: { min: number; max: number }) => fc.double({ min, max, noNaN: true });
const scale = fc.constantFrom('linear' as const, 'log' as const);
const labs: fc.Arbitrary<Lab> = fc.record(
  {
    techniques: fc.subarray([...techniqueIds]),
    clients: fc.integer(loadLimits.clients),
    growth: fc.boolean(),
    rate: number(loadLimits.rate),
    seconds: number(loadLimits.seconds),
    padding: fc.integer(loadLimits.padding),
    interval: number(techniqueSettings.interval),
    timeout: number(techniqueSettings.timeout),
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
  assert.equal(labToQuery(defaultLab), '');
  fc.assert(
    fc.property(labs, (lab) => {
      assert.deepEqual(labFromQuery(labToQuery(lab)), { settings: lab, ignored: [] });
    }),
  );
});

test('what is broken in a link is named with the reason, and the rest is used', () => {
  const { settings, ignored } = labFromQuery('?clients=5001&rate=20&growth=maybe&techniques=sse,sse&burst=2');
  assert.deepEqual(settings, { ...defaultLab, rate: 20, techniques: ['sse'] });
  assert.deepEqual(ignored, [
    { name: 'clients', value: '5001', reason: 'allowed: 1 to 5000, whole' },
    { name: 'growth', value: 'maybe', reason: 'allowed: true or false' },
    { name: 'burst', value: '2', reason: 'there is no such setting' },
  ]);
});

test('no link breaks the page', () => {
  const names = fc.oneof(fc.constantFrom(...Object.keys(defaultLab)), fc.string());
  fc.assert(
    fc.property(fc.array(fc.tuple(names, fc.string())), (pairs) => {
      labSchema.parse(labFromQuery(new URLSearchParams(pairs).toString()).settings);
    }),
  );
});

test('a growth series goes up to what was chosen', () => {
  assert.deepEqual(stepsOf({ clients: 300, growth: false }), [300]);
  assert.deepEqual(stepsOf({ clients: 1, growth: true }), [1]);
  assert.deepEqual(stepsOf({ clients: 300, growth: true }), [1, 10, 50, 100, 250, 300]);
  assert.equal(stepsOf({ clients: 5000, growth: true }).at(-1), 5000);
});

test('techniques take turns at each number of clients', () => {
  const loads = loadsOf({ ...defaultLab, techniques: ['websocket', 'sse'], clients: 10 });
  assert.deepEqual(
    loads.map(({ technique, clients }) => `${technique} ${clients}`),
    ['sse 1', 'websocket 1', 'sse 10', 'websocket 10'],
  );
});

test('settings without a problem are a job that the server takes, others say why they are none', () => {
  fc.assert(
    fc.property(labs, (lab) => {
      const { success } = loadCommandSchema.safeParse({ type: 'start', loads: loadsOf(lab) });
      assert.equal(success, problemOf(lab) === null);
    }),
  );
  assert.match(problemOf({ ...defaultLab, clients: 5000, rate: 100 }) ?? '', /2,500 clients at most/);
  assert.match(problemOf({ ...defaultLab, techniques: [] }) ?? '', /No technique/);
});
