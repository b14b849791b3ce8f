import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultsFrom } from './assumptions';
import { projectedFrom, projectionFigures } from './projection-figures';
import { alikeOf, rangeOf } from './range';
import type { LoadResult } from './result';
import { resultOf, runOf } from './results.fixture';

const withCpu = (clients: number, cpuSeconds: number, part: Partial<Omit<LoadResult, 'load'>> = {}) => {
  const result = resultOf('sse', clients, { delivered: 6000, ...part });
  return { ...result, server: { ...result.server, cpuSeconds } };
};

test('one measurement is as uncertain as the clock of CPU time and the memory of an idle process', () => {
  const { low, high } = rangeOf([withCpu(200, 0.3)]) ?? assert.fail();
  assert.ok(Math.abs(low.cpu - 0.29 / 6000) < 1e-12);
  assert.ok(Math.abs(high.cpu - 0.31 / 6000) < 1e-12);
  // Ten of the clients were there before.
  assert.deepEqual([low.memory, high.memory], [50_000 - 2e6 / 190, 50_000 + 2e6 / 190]);
  // Less than nothing costs nothing.
  assert.equal(rangeOf([withCpu(200, 0.001)])?.low.cpu, 0);
});

test('several measurements span what each of them may be', () => {
  const { low, high } = rangeOf([withCpu(200, 0.3), withCpu(200, 0.4), withCpu(100, 0.2)]) ?? assert.fail();
  assert.ok(Math.abs(low.cpu - 0.19 / 6000) < 1e-12);
  assert.ok(Math.abs(high.cpu - 0.41 / 6000) < 1e-12);
});

test('alike are sound measurements of the same work on the same machine, with half the clients at least', () => {
  const basis = withCpu(200, 0.3);
  const other = { ...withCpu(200, 0.5), load: { ...basis.load, rate: basis.load.rate * 2 } };
  const run = runOf([basis, withCpu(100, 0.2), withCpu(99, 0.1), other, withCpu(200, 9, { lost: 5 })]);
  const again = { ...runOf([withCpu(200, 0.4)]), id: 2 };
  const elsewhere = { ...runOf([withCpu(200, 5)]), id: 3, machine: { ...run.machine, cpu: 'another' } };
  const found = alikeOf([run, again, elsewhere], run, basis);
  assert.deepEqual(
    found.map(({ server }) => server.cpuSeconds),
    [0.3, 0.2, 0.4],
  );
});

test('a projection has its range beside it, and it holds what was projected', () => {
  const run = runOf([withCpu(200, 0.3)]);
  const defaults = defaultsFrom(run);
  const assumptions = {
    ...Object.fromEntries(Object.entries(defaults).map(([name, { value }]) => [name, value])),
  } as Parameters<typeof projectedFrom>[2];
  const [projected] = projectedFrom([run], run, { ...assumptions, users: 200_000 });
  assert.ok(projected);
  const { low, high, measurements } = projected.range;
  assert.equal(measurements, 1);
  assert.ok(low.needed < projected.projection.needed && projected.projection.needed < high.needed);
  const figure = projectionFigures.find(({ key }) => key === 'servers');
  assert.match(figure?.note?.(projected) ?? '', new RegExp(`${low.needed} to ${high.needed}`));
  // Bytes are counted exactly, and of one measurement there is no spread.
  assert.equal(projectionFigures.find(({ key }) => key === 'down')?.note?.(projected) ?? null, null);
});
