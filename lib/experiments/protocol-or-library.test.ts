import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromQuery } from '@/lib/scenario/url';
import {
  COMPARED_SECONDS,
  comparedInWords,
  comparedRows,
  comparedRuns,
  linesOfCode,
} from './protocol-or-library';

test('each run is a scenario of both, with an end', () => {
  const setups = comparedRuns.map((run) => fromQuery(run));
  for (const { settings, ignored } of setups) {
    assert.deepEqual(ignored, []);
    assert.deepEqual(settings.scenario.techniques, ['websocket', 'socket-io']);
  }
  assert.equal(
    setups.reduce((sum, { settings }) => sum + settings.scenario.length, 0),
    COMPARED_SECONDS,
  );
  assert.deepEqual(
    setups.map(({ settings: { scenario } }) => [scenario.transports, scenario.resume]),
    [
      ['upgrade', 'cursor'],
      ['websocket', 'cursor'],
      ['websocket', 'nothing'],
      ['websocket', 'recovery'],
      ['websocket', 'cursor'],
    ],
  );
});

test('without results there are rows without figures, and no sentence', () => {
  const rows = comparedRows([], null);
  assert.equal(rows.length, 10);
  assert.deepEqual(
    rows.slice(0, -1).flatMap(({ values }) => Object.values(values)),
    Array(18).fill(null),
  );
  assert.deepEqual(comparedInWords(rows), []);
});

test('sentences say what was measured, and no difference where there is none', () => {
  const rows = (library: number, lost: number) =>
    comparedRows([], null).map((row, index) => ({
      ...row,
      values: index === 0 ? { websocket: 65, 'socket-io': library } : { websocket: 1, 'socket-io': lost },
    }));
  const [price = '', requests, cut] = comparedInWords(rows(78, 4));
  assert.match(price, /65.B by the protocol alone and 78.B by the library on top of it: 1\.2.times/);
  assert.match(requests ?? '', /made 4 requests .* the protocol 1\./);
  assert.match(cut ?? '', /lost 4 prices by default, 4 with its own recovery, and 4 where/);
  assert.match(comparedInWords(rows(65.2, 0))[0] ?? '', /by both/);
});

test('lines of code are neither empty nor comments', () => {
  const lines = ['/** What it does. */', 'const a = 1;', '', '  // why', '  return a; // so', ' * more'].map(
    (text, index) => ({ number: index + 1, tokens: [[0, 0, text] as const] }),
  );
  assert.equal(linesOfCode([{ side: 'client', path: 'x', lines }]), 2);
});
