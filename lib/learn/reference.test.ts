import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { techniqueIds } from '@/lib/techniques';
import { columnsOf, factOf, referenceSchema, rowsLookedAt } from './reference';

const text = readFileSync('content/en/reference.yaml', 'utf8');
const reference = referenceSchema.parse(parse(text));

test('every technique that runs here has a column with facts, and each fact a source', () => {
  for (const id of techniqueIds) {
    const facts = reference.groups.flatMap(({ rows }) => rows.map((row) => factOf(reference, row, id)));
    assert.ok(facts.filter((fact) => fact !== null).length > 20, id);
  }
  const columns = columnsOf(reference);
  assert.deepEqual(
    columns.slice(0, techniqueIds.length).map(({ id }) => id),
    techniqueIds,
  );
  for (const { rows } of reference.groups) {
    for (const row of rows) {
      for (const { id } of columns) assert.notEqual(factOf(reference, row, id)?.sources.length, 0, row.id);
    }
  }
});

test('every source is used', () => {
  const used = new Set(
    reference.groups.flatMap(({ rows }) =>
      rows.flatMap(({ cells }) =>
        Object.values(cells).flatMap(([, ...from]) => from.map((entry) => entry.split(' ')[0])),
      ),
    ),
  );
  assert.deepEqual(
    Object.keys(reference.sources).filter((name) => !used.has(name)),
    [],
  );
});

test('the source of a section leads to the section', () => {
  const [wire] = reference.groups;
  const [direction] = wire?.rows ?? [];
  assert.ok(direction);
  assert.deepEqual(factOf(reference, direction, 'short-polling')?.sources, [
    {
      label: 'RFC 9110 §3',
      title: 'RFC 9110, HTTP semantics, §3',
      href: 'https://www.rfc-editor.org/rfc/rfc9110#section-3',
    },
  ]);
});

test('nothing that is measured stands in the text', () => {
  // Sizes and times of the techniques themselves are measured in the page; what remains are figures of standards.
  const costs = reference.groups.flatMap(({ rows }) =>
    rows.filter(({ id }) => ['no-news', 'one-message', 'delay'].includes(id)),
  );
  assert.equal(costs.length, 3);
  for (const { cells } of costs) {
    for (const id of techniqueIds) {
      const [fact = '', ...from] = cells[id] ?? [];
      if (!from.some((source) => source.startsWith('rfc'))) assert.doesNotMatch(fact, /\d/, id);
    }
  }
});

test('a cell with an unknown source or technique, and a second row of an id, are refused with the place', () => {
  const problems = (change: (content: string) => string) => {
    const result = referenceSchema.safeParse(parse(change(text)));
    return result.success
      ? []
      : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  };
  assert.deepEqual(
    problems((content) => content.replace('server answers, rfc9110 §3', 'server answers, rfc1 §3')),
    ['groups.direction: short-polling names no source: rfc1'],
  );
  assert.deepEqual(
    problems((content) => content.replace('sse: [Server to client only', 'see: [Server to client only')),
    ['groups.direction: there is no technique see'],
  );
  assert.deepEqual(
    problems((content) => content.replace('id: starts', 'id: direction')),
    ['groups.direction: there are two aspects of this id'],
  );
});

test('an aspect is found by its name, its term and by what it says of the techniques looked at', () => {
  const found = (sought: string, columns = ['sse', 'websocket'], group = 'all') =>
    rowsLookedAt(reference, { columns, group, sought }).flatMap(({ rows }) => rows.map(({ id }) => id));
  assert.deepEqual(found('RECONNEC'), ['coming-back']);
  assert.deepEqual(found('overhead'), ['one-message']);
  assert.deepEqual(found('permessage-deflate'), ['compression']);
  assert.deepEqual(found('permessage-deflate', ['sse']), []);
  assert.deepEqual(found('no such word'), []);
  assert.equal(found('').length, reference.groups.flatMap(({ rows }) => rows).length);
  assert.deepEqual(
    found('', ['sse'], 'choosing'),
    reference.groups.find(({ id }) => id === 'choosing')?.rows.map(({ id }) => id),
  );
});
