import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { standardTechniqueIds, techniqueIds } from '@/lib/techniques';
import { columnsOf, referenceSchema } from './reference';
import {
  columnsSeen,
  hasElsewhere,
  referenceForm,
  defaultReferenceView as standard,
  withElsewhere,
  withToggled,
} from './reference-view';

const reference = referenceSchema.parse(parse(readFileSync('content/en/reference.yaml', 'utf8')));
const form = referenceForm(reference);
const columns = columnsOf(reference);
const elsewhere = columns.filter(({ runs }) => runs === null).map(({ id }) => id);

test('an address gives the same view again, and a plain one has nothing in it', () => {
  assert.equal(form.toQuery(standard), '');
  assert.deepEqual(form.fromQuery('').settings, standard);
  const view = { techniques: ['sse', 'webrtc'], left: 'sse', right: 'push', group: 'failing', find: 'a b' };
  assert.deepEqual(form.fromQuery(form.toQuery(view)), { settings: view, ignored: [] });
});

test('a technique or group that is not there is named, and the others are used', () => {
  const { settings, ignored } = form.fromQuery('techniques=sse,pigeon&group=nothing&left=pigeon');
  assert.deepEqual(settings, { ...standard, techniques: ['sse'] });
  assert.deepEqual(
    ignored.map(({ name, value }) => `${name}=${value}`),
    ['techniques=pigeon', 'group=nothing', 'left=pigeon'],
  );
});

test('columns keep their order, and a narrow screen has two of them, or one', () => {
  const seen = (view: Partial<typeof standard>, isNarrow: boolean) =>
    columnsSeen(columns, { ...standard, ...view }, isNarrow).map(({ id }) => id);
  const [first = '', second = ''] = techniqueIds;
  assert.deepEqual(seen({ techniques: [second, first] }, false), [first, second]);
  assert.deepEqual(seen({ left: second, right: first }, true), [second, first]);
  assert.deepEqual(seen({ left: first, right: first }, true), [first]);
});

test('a column is added where it belongs and taken away, but for the last', () => {
  const [first = ''] = standard.techniques;
  const without = withToggled(columns, standard, first);
  assert.deepEqual(without.techniques, standard.techniques.slice(1));
  assert.deepEqual(withToggled(columns, without, first), standard);
  const alone = { ...standard, techniques: [first] };
  assert.equal(withToggled(columns, alone, first), alone);
});

test('techniques that do not run here come and go together', () => {
  assert.equal(hasElsewhere(columns, standard), false);
  const all = withElsewhere(columns, standard, true);
  assert.deepEqual(all.techniques, [...standardTechniqueIds, ...elsewhere]);
  assert.equal(hasElsewhere(columns, all), true);
  assert.deepEqual(withElsewhere(columns, all, false), standard);
  const only = { ...standard, techniques: elsewhere.slice(0, 1) };
  assert.deepEqual(withElsewhere(columns, only, false), standard);
});
