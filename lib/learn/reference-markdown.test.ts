import assert from 'node:assert/strict';
import { test } from 'node:test';
import { techniqueIds } from '@/lib/techniques';
import { type MeasuredHere, measuredRows, measuredRuns } from './measured-here';
import { columnsOf, referenceSchema } from './reference';
import { referenceMarkdown } from './reference-markdown';

const [first = 'sse', second = 'sse'] = techniqueIds;

const reference = referenceSchema.parse({
  elsewhere: { pigeon: 'Carrier pigeon' },
  sources: {
    rfc1149: { short: 'RFC 1149', title: 'RFC 1149, IP over avian carriers' },
    tried: { short: 'tried out', title: 'Tried out' },
  },
  groups: [
    {
      id: 'wire',
      name: 'Wire',
      rows: [
        {
          id: 'direction',
          name: 'Direction',
          cells: { [first]: ['Both | either', 'tried'], pigeon: ['There and back', 'rfc1149 §3', 'tried'] },
        },
        { id: 'overhead', name: 'What it adds', term: 'overhead', cells: { [first]: ['Little', 'tried'] } },
      ],
    },
  ],
});

const measured: MeasuredHere = {
  at: 1,
  runs: [...measuredRuns],
  figures: { [first]: { requests: 12 }, [second]: { requests: null } },
  failures: { [second]: 'did not connect' },
};

const columns = columnsOf(reference).filter(({ id }) => [first, second, 'pigeon'].includes(id));
const requests = measuredRows.filter(({ figure }) => figure.key === 'requests');

const markdown = (given: Partial<Parameters<typeof referenceMarkdown>[0]> = {}) =>
  referenceMarkdown({
    reference,
    groups: reference.groups,
    columns,
    measuredRows: requests,
    measured,
    measuredAt: '4 Mar 2026',
    link: 'http://localhost/learn/reference?find=x',
    ...given,
  }).split('\n');

/** The cells of a line of a table; a bar that is escaped is none of its edges. */
const cells = (line = '') =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

test('every line has a cell for the aspect and one for each technique that is looked at', () => {
  const table = markdown().filter((line) => line.startsWith('|'));
  assert.equal(table.length, 5);
  for (const line of table) assert.equal(cells(line).length, columns.length + 1, line);
  assert.deepEqual(cells(table[0]), ['Aspect', ...columns.map(({ name }) => name)]);
  assert.deepEqual(cells(table[1]), ['---', '---', '---', '---']);
});

test('a fact stands with its sources, a bar in it is escaped, and where nothing is known is a dash', () => {
  const lines = markdown();
  assert.deepEqual(cells(lines.find((line) => line.startsWith('| Direction'))), [
    'Direction',
    'Both \\| either [tried out]',
    '–',
    'There and back [RFC 1149 §3; tried out]',
  ]);
  assert.ok(lines.some((line) => line.startsWith('| What it adds (overhead) |')));
});

test('what was measured comes first, with its reasons, its date and its settings', () => {
  const lines = markdown();
  assert.deepEqual(cells(lines[2]), ['Requests (measured)', '12', 'did not connect', 'does not run here']);
  const [told = ''] = lines.filter((line) => line.startsWith('Measured on 4 Mar 2026'));
  for (const run of measuredRuns) assert.ok(told.includes(run));
  assert.equal(lines.at(-2), 'http://localhost/learn/reference?find=x');
});

test('nothing is said of figures where none was measured or none is looked at', () => {
  for (const lines of [markdown({ measured: null }), markdown({ measuredRows: [] })])
    assert.doesNotMatch(lines.join('\n'), /measured/i);
});
