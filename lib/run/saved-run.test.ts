import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epochNow } from '@/lib/measure/clock';
import { toJson } from './export';
import { changed, origin, scenario, snapshot } from './filled-run.fixture';
import {
  differentSettings,
  lanesOfSaved,
  MOST_BYTES,
  openSavedRun,
  originOfSaved,
  readSavedRun,
} from './saved-run';
import { scoredLanes } from './scoreboard';

/** The export of a run with two segments and a fault. */
function exported() {
  const { run } = changed();
  run.struck('outage', epochNow(), epochNow() + 1000);
  const latest = snapshot(run);
  return { latest, text: toJson(latest, scenario, origin) };
}

function opened(text: string) {
  const result = readSavedRun(text);
  if ('problem' in result) throw new Error(result.problem);
  return result.run;
}

/** What is said of the export after something in it was changed. */
function problemAfter(change: (document: ReturnType<typeof JSON.parse>) => unknown): string {
  const document = JSON.parse(exported().text);
  const changed = change(document);
  const result = readSavedRun(JSON.stringify(changed ?? document));
  return 'problem' in result ? result.problem : 'none';
}

test('an export can be opened again, and has the segments, settings and figures that were measured', () => {
  const { latest, text } = exported();
  const run = opened(text);
  assert.equal(run.segments.length, 2);
  const [before] = latest.past;
  assert.ok(before);
  const [saved] = run.segments;
  assert.ok(saved);
  const [lane] = scoredLanes(before);
  const [again] = lanesOfSaved(saved);
  assert.deepEqual([again?.id, again?.figures.bytes], [lane?.id, lane?.figures.bytes]);
  assert.deepEqual(again?.comparison, lane?.comparison);
  assert.deepEqual(saved.settings, before.settings);
  assert.deepEqual(
    lanesOfSaved(saved).map(({ id }) => id),
    scenario.techniques,
  );
});

test('an interval without end comes back as one', () => {
  const document = JSON.parse(exported().text);
  const [id = '', other = ''] = scenario.techniques;
  const of = { low: null, high: 2 };
  const keys = ['latency_p50', 'latency_p90', 'latency_p99', 'latency_max', 'latency_mean'];
  const all = Object.fromEntries([...keys, 'stale_share', 'stale_longest'].map((key) => [key, of]));
  document.segments[0].comparisons[id].differences.from = { [other]: all };
  const [segment] = opened(JSON.stringify(document)).segments;
  const [lane] = segment ? lanesOfSaved(segment) : [];
  assert.deepEqual(Object.values(lane?.comparison.differences.from ?? {})[0]?.latency_p50, {
    low: Number.NEGATIVE_INFINITY,
    high: 2,
  });
});

test('a file that is no saved run is told apart, with the reason', async () => {
  const said = (text: string) => {
    const result = readSavedRun(text);
    return 'problem' in result ? result.problem : 'none';
  };
  assert.match(said('segment,figure,unit'), /is no JSON/);
  for (const text of ['null', '[]', '3', '{}', '{"runs":[]}']) assert.match(said(text), /no saved run/);
  assert.match(
    problemAfter((document) => ({ ...document, formatVersion: 2 })),
    /version 2 .* reads version 1/,
  );
  const large = await openSavedRun(new Blob([' '.repeat(MOST_BYTES + 1)]));
  assert.match('problem' in large ? large.problem : '', /too large: 10 MB/);
  const right = await openSavedRun(new Blob([exported().text]));
  assert.ok('run' in right);
});

test('figures that no run has are refused, with the place', () => {
  const [id = ''] = scenario.techniques;
  assert.equal(
    problemAfter(() => {}),
    'none',
  );
  const figures = (change: object) =>
    problemAfter(({ segments }) => {
      Object.assign(segments[0].techniques[id], change);
    });
  assert.match(figures({ requests: -1 }), /segments\[0\]\..*requests cannot be below 0 \(-1\)/);
  assert.match(figures({ requests: 1.5 }), /requests has to be whole/);
  assert.match(figures({ down: 301 }), /bytes that do not add up/);
  assert.match(figures({ handshakesUp: 1e9 }), /more bytes of handshakes than bytes/);
  assert.equal(figures({ handshakesUp: undefined, handshakesDown: undefined }), 'none');
  assert.match(figures({ overhead: 0 }), /bytes that do not add up/);
  assert.match(
    figures({ latency: { p50: 3, p50Range: null, p90: 2, p99: 3, max: 4, count: 2 } }),
    /percentiles/,
  );
  assert.match(
    figures({ latency: { p50: 3, p50Range: null, p90: 3, p99: 3, max: 4, count: 0 } }),
    /percentiles/,
  );
  assert.match(figures({ staleness: { ms: 1, longest: 1, share: 1.1 } }), /share cannot be above 1/);
  assert.match(figures({ bytes: 'many' }), /bytes .*\("many"\)/);
  const document = (change: object) => problemAfter((all) => ({ ...all, ...change }));
  assert.match(document({ link: 'javascript:alert(1)' }), /link has to be the address of a page/);
  assert.match(document({ segments: [] }), /one segment/);
  assert.match(document({ date: 'yesterday' }), /date has to be a date/);
  assert.match(
    problemAfter(({ segments }) => {
      segments[0].to = -1;
    }),
    /to cannot be below 0/,
  );
  assert.match(
    problemAfter(({ segments }) => {
      segments[0].from = segments[1].to + 1;
      segments[0].to = segments[0].from;
    }),
    /order of time/,
  );
  assert.match(
    problemAfter(({ segments }) => {
      segments[0].settings.rate = 1e9;
    }),
    /settings\.rate/,
  );
  assert.match(
    problemAfter(({ segments }) => {
      delete segments[0].comparisons[id];
    }),
    /comparisons/,
  );
  assert.match(
    problemAfter(({ segments }) => {
      segments[0].techniques.pigeon = segments[0].techniques[id];
    }),
    /pigeon/,
  );
});

test('settings that differ are named, in whichever order techniques stand', () => {
  const [segment] = opened(exported().text).segments;
  assert.ok(segment);
  assert.deepEqual(differentSettings(segment, scenario), []);
  const turned = { ...scenario, techniques: scenario.techniques.toReversed() };
  assert.deepEqual(differentSettings(segment, turned), []);
  assert.deepEqual(differentSettings(segment, { ...scenario, rtt: 200, script: ['3:rst'] }), [
    { name: 'rtt', saved: '100', now: '200' },
    { name: 'script', saved: 'none', now: '3:rst' },
  ]);
  // Which stock is shown is nothing to the figures, unless it is traded.
  assert.deepEqual(differentSettings(segment, { ...scenario, symbol: 'QUIL' }), []);
  const traded = differentSettings(segment, { ...scenario, symbol: 'QUIL', trader: true });
  assert.deepEqual(
    traded.map(({ name }) => name),
    ['trader', 'symbol'],
  );
  const { rate, ...without } = segment.settings;
  assert.deepEqual(differentSettings({ ...segment, settings: without }, scenario), [
    { name: 'rate', saved: null, now: String(rate) },
  ]);
});

test('where a saved segment comes from is said', () => {
  const run = opened(exported().text);
  const [first] = [originOfSaved(run, 0)];
  assert.match(
    first.join('; '),
    /^Own settings; segment 1, 0:00 to 0:00; .*saved 2\d{3}-.* version 1\.2\.3; Browser\/1$/,
  );
  assert.match(originOfSaved(run, 1).join('; '), /faults: Outage/);
  assert.deepEqual(originOfSaved(run, 2), []);
});

test('a file may be as large as is said, and no larger', async () => {
  const said = async (bytes: number) => {
    const result = await openSavedRun(new Blob([' '.repeat(bytes)]));
    return 'problem' in result ? result.problem : 'none';
  };
  assert.match(await said(MOST_BYTES), /no JSON/);
  assert.match(await said(MOST_BYTES + 1), /too large/);
});

test('a lane that cannot be compared is left out', () => {
  const [segment] = opened(exported().text).segments;
  assert.ok(segment);
  assert.deepEqual(lanesOfSaved({ ...segment, comparisons: {} }), []);
});

test('a segment names the faults that it has something of, if only at its edge', () => {
  const run = opened(exported().text);
  const [segment] = run.segments;
  assert.ok(segment);
  const { from, to } = { from: 10, to: 20 };
  const said = (...faults: { from: number; to: number }[]) => {
    const marks = faults.map((fault) => ({ kind: 'rst' as const, ...fault }));
    const one = { ...run, run: { ...run.run, faults: marks }, segments: [{ ...segment, from, to }] };
    return originOfSaved(one, 0).filter((text) => text.startsWith('faults'));
  };
  assert.deepEqual(said({ from: 5, to: 10 }), ['faults: Cut (RST)']);
  assert.deepEqual(said({ from: 20, to: 30 }), ['faults: Cut (RST)']);
  assert.deepEqual(said({ from: 5, to: 9.9 }, { from: 20.1, to: 30 }), []);
  assert.deepEqual(said(), []);
});

test('values at the edge of what a run can have are read as they are', () => {
  const [id = 'sse'] = scenario.techniques;
  const reading = (change: object) => {
    const document = JSON.parse(exported().text);
    Object.assign(document.segments[0].techniques[id], change);
    const figures = opened(JSON.stringify(document)).segments[0]?.techniques[id];
    assert.ok(figures);
    return figures;
  };
  const quick = { p50: 0.25, p50Range: null, p90: 0.25, p99: 0.5, max: 0.5, count: 2 };
  assert.deepEqual(reading({ latency: quick }).latency, quick);
  const none = reading({ handshakesUp: undefined, handshakesDown: undefined });
  assert.deepEqual([none.handshakesUp, none.handshakesDown], [0, 0]);
  const setAside = { setAside: 6, setAsideFor: { start: 1, change: 2, interruption: 3 } };
  assert.equal(reading(setAside).setAside, 6);
  assert.match(
    problemAfter(({ segments }) => {
      Object.assign(segments[0].techniques[id], { ...setAside, setAside: 5 });
    }),
    /set aside that do not add up/,
  );
});
