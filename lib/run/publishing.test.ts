import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WireReader } from '@/lib/capture/message';
import { epochNow } from '@/lib/measure/clock';
import { defaultScenario } from '@/lib/scenario/scenario';
import { defaultView } from '@/lib/scenario/view';
import { nameOf, techniqueIds } from '@/lib/techniques';
import { fileName, toCsv, toJson, toMarkdown } from './export';
import { changed, filled, first, origin, scenario, second, snapshot } from './filled-run.fixture';
import { chartsOf, lanesOf, pricesOf, wireOf } from './publishing';
import { figuresOfSegments } from './scoreboard';

test('the wire tells once of what each lane has received, and of the faults, all on the server’s clock', () => {
  const run = filled();
  const at = epochNow();
  run.struck('rst', at, at);
  const tell = () =>
    wireOf(run, new WireReader(), { type: 'wire', market: 'abc', events: [], leftOut: 0, counted: {} }, 1000);
  const { deliveries, faults } = tell();
  assert.deepEqual(
    deliveries.map(({ technique, seq, price }) => [technique, seq, price]),
    [
      [first, 11, 11],
      [first, 12, 12],
      [second, 11, 11],
    ],
  );
  for (const { due, receivedAt } of deliveries) assert.ok(receivedAt - due >= 20);
  assert.deepEqual(faults, [{ name: 'Cut (RST)', from: at + 1000, to: at + 1000 }]);
  assert.deepEqual(tell().deliveries, []);
});

test('before the first run there is a snapshot without lanes, and charts without points', () => {
  assert.deepEqual([snapshot(null).lanes, snapshot(null).elapsed, snapshot(null).seq], [[], 0, 0]);
  assert.deepEqual(chartsOf(null, defaultView, []).rows, []);
});

test('a snapshot has every technique, and says which are on', () => {
  const { lanes, seq, market, status } = snapshot();
  assert.deepEqual(
    lanes.map(({ id }) => id),
    techniqueIds,
  );
  assert.deepEqual(
    lanes.filter(({ on }) => on).map(({ id }) => id),
    scenario.techniques,
  );
  assert.deepEqual([seq, market, status.kind], [12, 'abc', 'running']);
  assert.equal(lanes[0]?.figures.order.received, 2);
  assert.equal(lanes[0]?.figures.bytes, 500);
});

test('prices are those of one stock, with how many ticks each lane has yet to receive', () => {
  const { lanes, behind } = pricesOf(filled(), 'KITE', true);
  assert.deepEqual(Object.keys(lanes), scenario.techniques);
  assert.deepEqual([first && lanes[first]?.price, second && lanes[second]?.price], [12, 11]);
  assert.deepEqual(first && second && [behind[first], behind[second]], [0, 1]);
  assert.deepEqual(pricesOf(filled(), 'QUIL', true).lanes, {});
});

test('charts have a point for each lane that has something, and how its latencies are spread', () => {
  const run = filled();
  const { rows, minute, distribution } = chartsOf(run, { ...defaultView, window: 'run' }, []);
  assert.deepEqual(Object.keys(rows[0]?.lanes ?? {}), scenario.techniques);
  assert.deepEqual(Object.keys(minute[0]?.lanes ?? {}), scenario.techniques);
  assert.equal(distribution.edges[0], 0.1);
  for (const id of scenario.techniques) {
    const { shares, p50, p99 } = distribution.lanes[id] ?? { shares: [], p50: null, p99: null };
    assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-9);
    const { latency } = run.lanes.get(id)?.figures(1000) ?? {};
    assert.deepEqual([p50, p99], [latency?.p50, latency?.p99]);
  }
});

test('a run that is paused drains first, and stands still with the last tick of every lane', () => {
  const run = filled();
  assert.equal(run.want('paused'), true);
  assert.equal(run.want('paused'), false);
  assert.equal(run.status, 'draining');
  const { pricesAt } = run;
  run.drain(0);
  assert.equal(run.status, 'paused');
  const { elapsed } = run;
  assert.equal(run.pricesAt, pricesAt);
  run.want('running');
  assert.equal(run.status, 'running');
  assert.ok(run.elapsed >= elapsed);
});

test('a fault is marked in seconds of the run', () => {
  const run = filled();
  const at = epochNow();
  run.struck('outage', at, at + 3000);
  const [mark] = run.faults;
  assert.equal(mark?.kind, 'outage');
  assert.ok(Math.abs((mark?.to ?? 0) - (mark?.from ?? 0) - 3) < 0.001);
  assert.ok((mark?.from ?? 1) * 1000 <= run.elapsed);
});

test('exports name the lanes that have something to show, and agree with one another', () => {
  const run = filled();
  const latest = snapshot(run);
  const markdown = toMarkdown(latest, origin).split('\n');
  assert.equal(markdown[0], `| Figure | ${scenario.techniques.map(nameOf).join(' | ')} |`);
  // Nothing is the best of a run that has just begun.
  assert.ok(markdown.includes('| Requests | 2 | 1 |'));
  const fit = latest.lanes.map((lane) => ({
    ...lane,
    comparison: { ...lane.comparison, unfit: { latency: null, counts: null } },
  }));
  const later = toMarkdown({ ...latest, lanes: fit }, origin).split('\n');
  assert.ok(later.includes('| Requests | 2 | **1** |'));
  assert.match(markdown.at(-2) ?? '', /^\d+\.\d s, latencies ± 0\.50 ms, http:\/\/localhost\/\?rate=5$/);

  const csv = toCsv(latest, origin).split('\n');
  assert.equal(csv[0], `segment,figure,unit,${scenario.techniques.join()}`);
  assert.ok(csv.includes('1,requests,count,2,1'));
  // No fault, no recovery: empty, and not 0.
  assert.ok(csv.includes('1,recovery,ms,,'));

  const json = JSON.parse(toJson(latest, scenario, origin));
  assert.deepEqual(json.scenario, scenario);
  assert.deepEqual(Object.keys(json.techniques), scenario.techniques);
  assert.equal(json.techniques[first ?? ''].bytes, 500);
  assert.equal(json.run.clockUncertaintyMs, 0.5);
  assert.equal(json.run.noiseFloorMs, 0.25);
  assert.deepEqual(Object.keys(json.comparisons), scenario.techniques);
  assert.ok(Date.parse(json.date) <= Date.now());
});

test('a price is behind by what was due, though a server that is held up tells of nothing', () => {
  const run = filled();
  const schedule = { seed: 1, seq: 12, at: epochNow() - 5000, rate: 10, burst: 1 };
  run.count({ seq: 12, at: epochNow() - 5000, schedule }, {});
  const { behind, known } = pricesOf(run, 'KITE', false);
  assert.equal(known, false);
  // Half a second of it the server may still be about to tell.
  assert.ok(first && (behind[first] ?? 0) >= 40);
  assert.equal(snapshot(run).seq, 12);
});

test('what a change of a setting ends stays as it was, with what still comes of it', () => {
  const { run, faster } = changed();
  const { past, lanes, segment } = snapshot(run);
  assert.equal(past.length, 1);
  assert.deepEqual(past[0]?.settings, scenario);
  assert.deepEqual([segment?.settings, segment?.settling, segment?.from], [faster, true, past[0]?.to]);
  assert.deepEqual([past[0]?.lanes[0]?.figures.bytes, lanes[0]?.figures.bytes], [500, 0]);
  assert.deepEqual([past[0]?.lanes[1]?.figures.order.received, lanes[1]?.figures.order.received], [1, 0]);
  [...run.lanes.values()][1]?.measured.receive(
    JSON.stringify({ seq: 12, symbol: 'KITE', price: 12, at: epochNow() - 2000 }),
  );
  assert.equal(snapshot(run).past[0]?.lanes[1]?.figures.order.received, 2);
  const { edges, rows } = chartsOf(run, defaultView, []);
  assert.deepEqual(
    edges.map(({ at }) => at),
    [segment?.from],
  );
  assert.notEqual(edges[0]?.change, 'settings');
  // The charts go on over the whole run.
  assert.equal(rows.at(-1)?.lanes[first ?? 'sse']?.bytes, 500);
});

test('exports have each segment with its settings and figures, and where it all comes from', () => {
  const { run } = changed();
  run.struck('outage', epochNow(), epochNow() + 1000);
  run.notices.push('Something, worth a notice.');
  const latest = snapshot(run);
  const json = JSON.parse(toJson(latest, scenario, origin));
  assert.deepEqual(
    json.segments.map(({ settings }: { settings: { rate: number } }) => settings.rate),
    [2, 20],
  );
  assert.equal(json.segments[0].techniques[first ?? ''].bytes, 500);
  const { link, version, userAgent } = json;
  assert.deepEqual({ link, version, userAgent }, origin);
  assert.equal(json.run.faults[0].kind, 'outage');
  const csv = toCsv(latest, origin);
  assert.match(csv, /^1,requests,count,2,1$/m);
  assert.match(csv, /^2,settings,text,.*rate=20/m);
  assert.match(csv, /^2,set_aside,count,0,0$/m);
  assert.match(csv, /^2,set_aside_start,count,0,0$/m);
  assert.match(csv, /^run,first_moments,s,0,$/m);
  assert.match(csv, /^run,notice,text,"Something, worth a notice\.",$/m);
  const markdown = toMarkdown(latest, origin);
  assert.match(markdown, /^Segment 1, .*\n(.*\n)*Segment 2, .*rate=20/m);
  for (const text of ['Fault: outage', 'Notice: Something', 'Version 1.2.3', 'Browser/1']) {
    assert.ok(markdown.includes(text), text);
  }
});

test('exported values have as many digits as say something', () => {
  const run = filled();
  const { techniques } = JSON.parse(toJson(snapshot(run), scenario, origin));
  const { p50 } = techniques[first ?? ''].latency;
  assert.match(String(p50), /^\d+(\.\d{1,3})?$/);
  assert.doesNotMatch(toCsv(snapshot(run), origin), /\.\d{7}/);
});

test('the name of a file tells scenario and time', () => {
  const time = new Date('2026-03-04T05:06:07Z');
  assert.equal(
    fileName(defaultScenario, time, 'csv'),
    'realtime-playground-first-look-2026-03-04T050607.csv',
  );
  assert.match(fileName({ ...scenario, rate: 3 }, time, 'json'), /-own-settings-.*\.json$/);
});

test('a figure is compared with that of the segment before, unless it only grows with time', () => {
  const { run } = changed();
  const [lane] = snapshot(run).past[0]?.lanes ?? [];
  assert.ok(lane);
  const latency = { ...lane.figures.latency, p50: (lane.figures.latency.p50 ?? 0) * 2 };
  const now = { ...lane, figures: { ...lane.figures, latency, requests: 9 }, before: lane };
  const noteOf = (key: string) => figuresOfSegments.find((figure) => figure.key === key)?.note?.(now);
  assert.equal(noteOf('latency_p50'), '2.00× before');
  assert.equal(noteOf('requests'), null);
  assert.equal(noteOf('recovery'), null);
  // Where a saved run is beside it, it is compared with that one.
  const half = { ...lane.figures.latency, p50: (lane.figures.latency.p50 ?? 0) / 2 };
  const saved = { ...now, saved: { ...lane, figures: { ...lane.figures, latency: half } } };
  const note = figuresOfSegments.find(({ key }) => key === 'latency_p50')?.note?.(saved);
  assert.equal(note, '4.00× saved');
});

test('the figures of a run that is over stay, whatever is changed for the next one', () => {
  const run = filled();
  run.want('finished');
  run.change({ ...scenario, rate: 20 }, () => lanesOf(run, scenario, null));
  const { past, lanes, segment } = snapshot(run);
  assert.deepEqual([past, lanes[0]?.figures.bytes, segment?.settings], [[], 500, scenario]);
});

test('first moments are told in seconds, and none while they last', () => {
  const { firstMoments } = snapshot(filled(1500));
  assert.ok(Math.abs((firstMoments ?? 0) - 1.5) < 1e-6, `${firstMoments}`);
  assert.equal(snapshot(filled(Number.POSITIVE_INFINITY)).firstMoments, null);
});

test('the window that is looked at is drawn: the last minute, or the whole run', () => {
  const run = filled();
  const minute = chartsOf(run, { ...defaultView, window: 'minute' }, []);
  assert.equal(minute.rows, minute.minute);
  const whole = chartsOf(run, { ...defaultView, window: 'run' }, []);
  assert.notEqual(whole.rows, whole.minute);
});

test('a message of the wire has arrived when the lane had its tick, if it had it', () => {
  const run = filled();
  const offset = 1000;
  const messages = [11, 99].map((seq, id) => {
    const text = JSON.stringify({ seq, symbol: 'KITE', price: 1, at: 5 });
    const frame = Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]);
    return {
      ...{
        id,
        connection: 1,
        technique: 'websocket' as const,
        way: 'down' as const,
        upgraded: true,
        skipped: 0,
      },
      ...{ bytes: frame.length, data: frame.toString('base64'), sentAt: 4, arrivedAt: 4 },
    };
  });
  const websocket = run.lanes.get('websocket')?.measured;
  websocket?.receive(JSON.stringify({ seq: 11, symbol: 'KITE', price: 1, at: epochNow() }));
  const report = { type: 'wire', market: 'abc', events: messages, leftOut: 0, counted: {} } as const;
  const told = wireOf(run, new WireReader(), { ...report, events: [...messages] }, offset);
  assert.equal(told.startedAt, run.startedAt + offset);
  assert.deepEqual(
    told.messages.map(({ seqs, arrivedAt, received }) => [seqs, arrivedAt, received]),
    [
      [[11], websocket?.arrivals.get(11), true],
      [[99], 4, false],
    ],
  );
});
