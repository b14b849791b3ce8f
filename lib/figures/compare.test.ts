import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compare, type Mark, NO_DIFFERENCE } from './compare';
import { markdownTable } from './export';
import { figure } from './figure';

interface Column {
  value: number | null;
  unfit?: string;
}

/** A figure whose differences may be off by `floor`. */
const within = (floor: number) =>
  figure<Column>('latency', 'Latency', 'ms', ({ value }) => value, 'How late.', {
    comparison: {
      unfit: ({ unfit }) => unfit ?? null,
      difference: (a, b) => {
        const difference = (b.value ?? 0) - (a.value ?? 0);
        return { low: difference - floor, high: difference + floor };
      },
    },
  });

const of = (...values: (number | null)[]) => values.map((value): Column => ({ value }));
const kinds = (marks: readonly Mark[]) => marks.map(({ kind }) => kind);

test('of two that cannot be told apart neither is better, and both have the mark', () => {
  const { marks, tie } = compare(within(2), of(107, 108));
  assert.deepEqual(marks, [
    { kind: 'best', shared: true },
    { kind: 'best', shared: true },
  ]);
  assert.equal(tie, true);
});

test('a measurable difference gives one mark, and its multiple to the other', () => {
  const { marks, tie } = compare(within(2), of(100, 150));
  assert.deepEqual(marks, [
    { kind: 'best', shared: false },
    { kind: 'behind', times: 1.5 },
  ]);
  assert.equal(tie, false);
});

test('nothing is a multiple of 0', () => {
  assert.deepEqual(compare(within(0), of(0, 3)).marks[1], { kind: 'behind', times: null });
});

test('the mark is shared by those that are not told apart, and a multiple is of what is measurably lower', () => {
  // The second is told from neither of its neighbours; the third is from the first alone.
  const { marks } = compare(within(2), of(10, 11.5, 13));
  assert.deepEqual(kinds(marks), ['best', 'best', 'behind']);
  assert.deepEqual(marks[2], { kind: 'behind', times: 1.3 });
});

test('what is unfit has no mark, takes none away, and is told why', () => {
  const { marks } = compare(within(0), [{ value: 1, unfit: 'prices were lost' }, { value: 5 }, { value: 9 }]);
  assert.deepEqual(marks[0], { kind: 'none', why: 'prices were lost' });
  assert.deepEqual(kinds(marks), ['none', 'best', 'behind']);
});

test('one alone is not the best of anything, and what has no value has no mark', () => {
  assert.deepEqual(kinds(compare(within(0), of(1, null)).marks), ['none', 'none']);
  assert.equal(compare(within(0), of(1, null)).tie, false);
  assert.equal(compare(within(0), of(null, null)).tie, false);
});

test('without a comparison the values are exact; a row in which less is not better has no marks', () => {
  const exact = figure<Column>('requests', 'Requests', 'count', ({ value }) => value, 'How many.');
  assert.deepEqual(kinds(compare(exact, of(1, 1, 2)).marks), ['best', 'best', 'behind']);
  assert.equal(compare(exact, of(0, 0)).tie, true);
  assert.deepEqual(kinds(compare({ ...exact, less: false }, of(1, 2)).marks), ['none', 'none']);
});

test('a Markdown table has the marks of the page, and says where there is no difference', () => {
  const row = (...values: number[]) =>
    markdownTable(
      [within(2)],
      of(...values).map((measured, i) => ({ name: String(i), measured })),
    )[2];
  assert.equal(row(107, 108), `| Latency (${NO_DIFFERENCE}) | 107 ms | 108 ms |`);
  assert.equal(row(100, 101, 150), '| Latency | **100 ms** | **101 ms** | 150 ms |');
});

const columns = fc.array(
  fc.record({
    value: fc.option(fc.double({ min: 0, max: 1000, noNaN: true })),
    unfit: fc.option(fc.constant('prices were lost'), { nil: undefined, freq: 4 }),
  }),
  { maxLength: 8 },
);
const floors = fc.double({ min: 0, max: 300, noNaN: true });

test('the order of columns does not matter', () => {
  fc.assert(
    fc.property(columns, floors, fc.infiniteStream(fc.nat()), (some, floor, numbers) => {
      const marks = compare(within(floor), some).marks;
      const keys = some.map(() => numbers.next().value ?? 0);
      const order = [...some.keys()].sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
      const shuffled = order.flatMap((i) => some[i] ?? []);
      assert.deepEqual(
        compare(within(floor), shuffled).marks,
        order.map((i) => marks[i]),
      );
    }),
  );
});

test('the lowest that is fit is always among the best, and what is best is behind none of them', () => {
  fc.assert(
    fc.property(columns, floors, (some, floor) => {
      const fit = some.flatMap(({ value, unfit }) => (value !== null && !unfit ? [value] : []));
      const { marks, tie } = compare(within(floor), some);
      if (fit.length < 2) return assert.ok(marks.every(({ kind }) => kind === 'none'));
      const lowest = Math.min(...fit);
      some.forEach(({ value, unfit }, i) => {
        const kind = marks[i]?.kind;
        if (value === null || unfit) assert.equal(kind, 'none');
        else if (value - lowest <= floor) assert.equal(kind, 'best');
        else assert.equal(kind, value - lowest - floor > 0 ? 'behind' : 'best');
      });
      assert.equal(tie, !marks.some(({ kind }) => kind === 'behind'));
    }),
  );
});
