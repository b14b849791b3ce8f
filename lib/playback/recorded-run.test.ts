import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRecording, writeRecording } from './recorded-run';
import { recordedRun } from './recorded-run.fixture';

/** What is said of a recording after something in it was changed. */
function problemAfter(change: (file: ReturnType<typeof JSON.parse>) => unknown): string {
  const file = JSON.parse(writeRecording(recordedRun()));
  change(file);
  try {
    readRecording(JSON.stringify(file));
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.message : 'no error';
  }
}

test('a recording is read as it was written, what is not known among it', () => {
  const run = recordedRun();
  assert.deepEqual(readRecording(writeRecording(run)), run);
});

test('a report that says the same as the one before costs next to nothing', () => {
  const run = recordedRun();
  const last = run.entries.at(-1);
  assert.ok(last);
  const more = { ...run, entries: [...run.entries, ...Array.from({ length: 100 }, () => last)] };
  assert.ok(writeRecording(more).length - writeRecording(run).length < 100 * 60);
});

test('what is no recording is refused with what is wrong', () => {
  assert.throws(() => readRecording('<html>'), /no JSON/);
  assert.match(
    problemAfter((file) => {
      file.formatVersion = 99;
    }),
    /formatVersion/,
  );
  assert.match(
    problemAfter((file) => {
      file.scenario.rate = 1e9;
    }),
    /scenario\.rate/,
  );
  assert.match(
    problemAfter((file) => {
      file.entries[0].delta.set.snapshot.lanes[0].id = 'pigeon';
    }),
    /a report of 0 ms is none: snapshot\.lanes\.0\.id is no technique/,
  );
  assert.match(
    problemAfter((file) => file.entries.shift()),
    /differs from what is none/,
  );
});
