import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { LoadResult, Outcome } from '@/lib/load/result';
import { resultOf } from '@/lib/load/results.fixture';
import { techniqueIds } from '@/lib/techniques';
import { endingOf, write } from './formats';
import { readOptions } from './options';

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
after(() => rmSync(folder, { recursive: true }));

const [technique = ''] = techniqueIds;
const small = ['--techniques', technique, '--clients', '5,10', '--seconds', '1', '--interval', '0.2'];

function bench(...args: string[]) {
  return spawnSync(process.execPath, ['--require', 'tsx/cjs', join(__dirname, 'main.ts'), ...args], {
    encoding: 'utf8',
    timeout: 60_000,
  });
}

test('results as JSON, one for each number of clients', () => {
  const { status, stdout, stderr } = bench(...small, '--json');
  const results: LoadResult[] = JSON.parse(stdout);
  assert.deepEqual(
    results.map(({ load, lost }) => [load.technique, load.clients, lost]),
    [
      [technique, 5, 0],
      [technique, 10, 0],
    ],
  );
  assert.match(stderr, /5 clients: connecting\n/);
  assert.equal(status, 0);
});

test('a table to look at, and a file whose ending tells its form', () => {
  const file = join(folder, 'results.csv');
  const { status, stdout } = bench(...small, '--out', file);
  assert.equal(status, 0);
  assert.match(stdout, /technique +clients +delivered +lost/);
  const [head, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\r\n');
  assert.match(head ?? '', /^technique,clients,delivered,lost,latency_p50_ms/);
  assert.equal(rows.length, 2);
  assert.deepEqual(
    rows.map((row) => row.split(',').length),
    rows.map(() => head?.split(',').length),
  );
});

test('a wrong option is told in one line, and nothing is measured', () => {
  const wrong: [string[], string][] = [
    [['--rate', 'x'], '--rate: must be a number'],
    [['--clients', '10,0'], '--clients: must be a number, 1 to 5000 clients'],
    [['--clients', ''], '--clients: must be a number, 1 to 5000 clients'],
    [['--techniques', 'telepathy'], `--techniques: must be one of ${techniqueIds.join(', ')}`],
    [['--clients', '5000', '--rate', '200'], 'clients × rate must be at most 250000 deliveries a second'],
    [['--json', '--csv'], '--json, --csv: choose one of them'],
    [
      ['--out', 'results.txt'],
      '--out: must end in .json, .csv or .md, or come with --json, --csv or --markdown',
    ],
  ];
  for (const [args, message] of wrong) {
    assert.throws(() => readOptions(args), { message });
  }
  const { status, stdout, stderr } = bench('--bogus');
  assert.deepEqual([status, stdout], [1, '']);
  assert.match(stderr, /^Unknown option '--bogus'[^\n]*\n$/);
});

test('without options: every technique, with what is usual', () => {
  const { loads, format, out } = readOptions([]);
  assert.deepEqual(
    loads.map((load) => load.technique),
    techniqueIds,
  );
  assert.deepEqual([format, out], [null, null]);
  assert.match(bench('--help').stdout, /npm run bench/);
});

test('forms of a file', () => {
  assert.deepEqual(['a.json', 'b.CSV', 'c.md', 'd'].map(endingOf), ['json', 'csv', 'markdown', null]);
  assert.match(write([], 'markdown'), /^\| technique \| clients .* \|\n\|( --- \|)+\n$/);
});

test('what failed is told in each form, with the reason', () => {
  const lossy = resultOf('websocket', 10, { expected: 5000, delivered: 1220, lost: 3780 });
  const outcomes: Outcome[] = [
    resultOf('sse', 10),
    lossy,
    { load: lossy.load, unmeasured: { reason: 'too slow', advice: 'take fewer clients' } },
  ];
  for (const format of [null, 'markdown'] as const) {
    const text = write(outcomes, format);
    assert.match(text, /SSE .*sound/);
    assert.match(text, /WebSocket .*failed: 3,780 of 5,000 deliveries were lost/);
    assert.match(text, /WebSocket .*failed: too slow/);
  }
  const [, , second, third] = write(outcomes, 'csv').split('\r\n');
  assert.match(second ?? '', /,"3,780 of 5,000 deliveries were lost",/);
  assert.match(third ?? '', /^websocket,10,,,.*too slow,10,,/);
  const json = JSON.parse(write(outcomes, 'json'));
  assert.equal(json[0].failure, undefined);
  assert.match(json[1].failure.advice, /fewer clients/);
  assert.equal(json[2].unmeasured.reason, 'too slow');
});
