import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { log, logLevels, logLimit, setLogLevel } from './log';

/** Everything that is logged until the test ends, as it is read. */
function logged(t: TestContext): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = [];
  t.mock.method(console, 'error', (line: string) => {
    assert.ok(!line.includes('\n'));
    lines.push(JSON.parse(line));
  });
  t.after(() => setLogLevel('error'));
  return lines;
}

test('a level lets through its own lines and the more urgent ones', (t) => {
  const lines = logged(t);
  for (const level of logLevels) {
    setLogLevel(level);
    log('error', `${level}-error`);
    log('warn', `${level}-warn`);
    log('info', `${level}-info`);
  }
  assert.deepEqual(
    lines.map(({ event }) => event),
    ['error-error', 'warn-error', 'warn-warn', 'info-error', 'info-warn', 'info-info'],
  );
});

test('a line is JSON with time, level, event and details, whatever is in them', (t) => {
  const lines = logged(t);
  setLogLevel('info');
  log('info', 'started', { text: 'two\nlines "quoted"', port: 1 });
  const [{ time, ...rest } = {}] = lines;
  assert.deepEqual(rest, { level: 'info', event: 'started', text: 'two\nlines "quoted"', port: 1 });
  assert.equal(new Date(String(time)).toISOString(), time);
});

test('a limit is logged once a minute, with how often it was reached; each kind by itself', (t) => {
  const lines = logged(t);
  setLogLevel('warn');
  for (let at = 0; at < 60_000; at += 1000) logLimit('one', {}, at);
  logLimit('other', {}, 30_000);
  logLimit('one', {}, 60_000);
  assert.deepEqual(
    lines.map(({ event, limit, times }) => [event, limit, times]),
    [
      ['limit_reached', 'one', 1],
      ['limit_reached', 'other', 1],
      ['limit_reached', 'one', 60],
    ],
  );
});
