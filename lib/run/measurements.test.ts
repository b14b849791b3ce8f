import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epochNow } from '@/lib/measure/clock';
import { Measurements, type MeasuringContext } from './measurements';

const counted = {
  requests: 3,
  empty: 1,
  connections: 1,
  messages: 2,
  payload: 40,
  up: 100,
  down: 200,
  handshakesUp: 0,
  handshakesDown: 0,
};

function measuring(context: Partial<MeasuringContext> = {}) {
  const latencies: (number | null)[] = [];
  const measured = new Measurements(0, {
    clockOffset: () => 0,
    interrupted: () => false,
    calmFrom: () => 0,
    due: () => null,
    delivered: () => {},
    ticked: (latency) => latencies.push(latency),
    ...context,
  });
  return { measured, latencies, figures: () => measured.figures(1000) };
}

const tick = (seq: number, at: number, price = 10 + seq) =>
  JSON.stringify({ seq, symbol: 'KITE', price, at });

test('a tick is measured from the moment on the server’s clock at which it was due', () => {
  const offset = 3_600_000;
  const { measured, latencies, figures } = measuring({ clockOffset: () => offset });
  const before = epochNow();
  measured.receive(tick(1, before + offset - 500));
  const took = epochNow() - before;
  const [latency] = latencies;
  assert.ok(latency !== undefined && latency !== null && latency >= 500 && latency <= 500 + took + 0.01);
  assert.equal(figures().latency.max, latency);
  assert.equal(figures().staleness.longest, latency);
  assert.ok(Math.abs((measured.prices.get('KITE')?.at ?? 0) - (before - 500)) < 0.01);
  const arrival = measured.arrivals.get(1) ?? 0;
  assert.ok(arrival >= before + offset - 0.01 && arrival <= before + offset + took + 0.01);
});

test('a tick that comes again changes nothing but the count of doubled ones', () => {
  const { measured, latencies, figures } = measuring();
  measured.receive(tick(1, epochNow(), 10));
  measured.receive(tick(2, epochNow(), 20));
  const latency = figures().latency;
  measured.receive(tick(1, epochNow() - 9000, 10));
  assert.equal(latencies.length, 2);
  assert.deepEqual(figures().latency, latency);
  assert.deepEqual(figures().order, { received: 2, lost: 0, missed: 0, doubled: 1, outOfOrder: 0 });
  assert.equal(measured.prices.get('KITE')?.price, 20);
  assert.equal(measured.prices.get('KITE')?.previous, 10);
});

test('what arrives while the browser could not measure is set aside, and received all the same', () => {
  const { measured, latencies, figures } = measuring({ interrupted: () => true });
  measured.receive(tick(1, epochNow() - 5000));
  assert.deepEqual(latencies, [null]);
  const { latency, staleness, setAside, order } = figures();
  assert.deepEqual([latency.count, staleness.ms, setAside, order.received], [0, 0, 1, 1]);
});

test('a lane that joins expects nothing from before, and does not judge it', () => {
  const { measured, latencies, figures } = measuring();
  measured.join(10);
  assert.equal(measured.cursor, 10);
  measured.receive(tick(11, epochNow() - 60_000));
  assert.deepEqual(latencies, []);
  measured.receive(tick(12, epochNow()));
  assert.equal(latencies.length, 1);
  assert.equal(figures().order.lost, 0);
});

test('a lane has recovered with the first tick that was due after a fault; the slowest counts', () => {
  const { measured, figures } = measuring();
  measured.receive(tick(1, epochNow()));
  assert.equal(figures().recovery, null);
  const over = epochNow() - 400;
  measured.fault(over);
  // One that was due before says nothing.
  measured.receive(tick(2, over - 1));
  assert.equal(figures().recovery, null);
  measured.receive(tick(3, over + 1));
  const first = figures().recovery ?? 0;
  assert.ok(first >= 400);
  measured.fault(epochNow());
  measured.receive(tick(4, epochNow()));
  assert.equal(figures().recovery, first);
});

test('overhead is what is not payload, and what a server counted before its end is kept', () => {
  const { measured, figures } = measuring();
  measured.receive(JSON.stringify({ ticks: [JSON.parse(tick(1, 1)), JSON.parse(tick(2, 2))] }));
  measured.count(counted);
  assert.deepEqual([figures().bytes, figures().overhead, figures().bytesPerTick], [300, 260, 150]);
  assert.equal(measured.bytesPerTick, 150);
  measured.carryOver();
  measured.count({ ...counted, requests: 1, up: 1, down: 1, payload: 0 });
  assert.deepEqual([figures().requests, figures().up, figures().down, figures().payload], [4, 101, 201, 40]);
});

test('a gap is missed and not lost, and a message that is none throws', () => {
  const { measured, figures } = measuring();
  measured.receive('{"gap":{"from":1,"to":5,"missed":5},"ticks":[]}');
  measured.receive(tick(6, 6));
  measured.receive(tick(8, 8));
  const { received, missed, lost } = figures().order;
  assert.deepEqual([received, missed, lost, measured.cursor], [2, 5, 1, 8]);
  assert.throws(() => measured.receive('{"tick":1}'));
});

test('a price that is due and missing makes the screen stale as long as it is missing, and after a gap', () => {
  const start = epochNow();
  const due = (seq: number) => start - 8000 + (seq - 1) * 100;
  const { measured, figures } = measuring({ due });
  const before = figures().staleness;
  assert.ok(before.longest >= 8000 && before.longest <= epochNow() - start + 8000);
  // All of it was spent without the newest price, so a share of a run of 10 s is as much.
  assert.ok(measured.figures(10_000).staleness.share >= 0.8);
  // What was missing does not come any more. The tick after it was due a moment ago, and is no later than that.
  measured.receive(JSON.stringify({ gap: { from: 1, to: 70, missed: 70 }, ticks: [] }));
  measured.receive(tick(71, start - 1100));
  const after = figures().staleness;
  assert.ok(after.longest >= 8000 && after.longest <= epochNow() - start + 8000);
});

test('what was overtaken and is lost was missing until then', () => {
  const start = epochNow();
  const { measured, figures } = measuring({ due: (seq) => (seq === 2 ? start - 5000 : null) });
  measured.receive(tick(1, start - 5001));
  measured.receive(tick(3, start));
  assert.ok(figures().staleness.longest >= 5000);
  assert.equal(figures().latency.count, 2);
});

test('a lane that is off lacks nothing, and one that goes on is not charged with the time in between', () => {
  const start = epochNow();
  const { measured, figures } = measuring({ due: () => start - 3000 });
  measured.leave();
  const left = figures().staleness;
  assert.ok(left.longest >= 3000 && left.longest <= epochNow() - start + 3000);
  assert.deepEqual(figures().staleness, left);
  measured.resume();
  measured.receive(tick(1, start - 3000));
  // Charged from when it went on, and not a second time from when the price was due.
  assert.ok(figures().staleness.ms - left.ms <= epochNow() - start);
});

test('what is missing while the browser cannot measure is not held against the lane', () => {
  const { figures } = measuring({ due: () => epochNow() - 4000, interrupted: () => true });
  assert.deepEqual(figures().staleness, { ms: 0, longest: 0, share: 0 });
});

test('faults in quick succession have each their own recovery, and one that lasts counts while a price is missing', () => {
  const start = epochNow();
  let missing = true;
  const { measured, figures } = measuring({ due: () => (missing ? start - 100 : null) });
  measured.fault(start - 35_000);
  measured.fault(start - 2000);
  assert.ok((figures().recovery ?? 0) >= 35_000);
  missing = false;
  measured.receive(tick(1, start - 1000));
  const { recovery } = figures();
  assert.ok(recovery !== null && recovery >= 35_000 && recovery <= epochNow() - start + 35_000);
});

test('after a restart on another clock a lane that joined late is judged by its own', () => {
  let offset = 0;
  const { measured, latencies } = measuring({ clockOffset: () => offset });
  measured.join(10);
  offset = -30_000;
  measured.receive(tick(11, epochNow() + offset));
  assert.equal(latencies.length, 1);
});

test('a tick that seems to come long before it is due is set aside: a clock has jumped', () => {
  const { measured, latencies, figures } = measuring();
  measured.receive(tick(1, epochNow() + 30_000));
  assert.deepEqual(latencies, [null]);
  assert.deepEqual([figures().latency.count, figures().setAside, figures().order.received], [0, 1, 1]);
});

test('a price belongs to the segment in which it was due, and what is due between two segments to none', () => {
  const now = epochNow();
  const { measured, latencies, figures } = measuring();
  measured.receive(tick(1, now - 1000));
  measured.leaveSegment(now - 900);
  measured.receive(tick(2, now - 910));
  measured.receive(tick(3, now - 500));
  assert.equal(latencies.at(-1), null);
  measured.enterSegment(now - 200);
  measured.receive(tick(4, now - 300));
  measured.receive(tick(5, now - 100));
  const before = measured.figuresBefore(1000);
  assert.deepEqual([before?.latency.count, before?.order.received, before?.setAside], [2, 2, 0]);
  assert.ok((before?.latency.p50 ?? 0) >= 890);
  const { latency, order, setAside } = figures();
  assert.deepEqual([latency.count, order.received, setAside], [1, 1, 2]);
  assert.ok((latency.max ?? 0) < 500);
});

test('bytes and requests belong to the segment in which they crossed', () => {
  const { measured, figures } = measuring();
  measured.count(counted);
  measured.leaveSegment(epochNow());
  measured.count({ ...counted, requests: 10, up: 1000 });
  assert.deepEqual([figures().requests, figures().bytes], [0, 0]);
  measured.enterSegment(epochNow());
  measured.count({ ...counted, requests: 12, up: 1100, payload: 50 });
  // Another server counts from 0.
  measured.carryOver();
  measured.count({ ...counted, requests: 1, up: 1, down: 1, payload: 0 });
  assert.deepEqual([figures().requests, figures().bytes, figures().payload], [3, 102, 10]);
  const before = measured.figuresBefore(1000);
  assert.deepEqual([before?.requests, before?.bytes, measured.total.requests], [3, 300, 13]);
});

test('bytes per tick are of ticks and bytes that crossed between the same reports, whenever the ticks were due', () => {
  const now = epochNow();
  const { measured, figures } = measuring();
  measured.receive(tick(1, now - 900));
  measured.receive(tick(2, now - 800));
  measured.count(counted);
  // Its bytes are in no report before the edge.
  measured.receive(tick(3, now - 700));
  measured.leaveSegment(now - 600);
  measured.count({ ...counted, up: 200, down: 300 });
  measured.enterSegment(now - 300);
  // A poll answered after the edge what was due before it.
  measured.receive(tick(4, now - 650));
  measured.receive(tick(5, now - 200));
  measured.count({ ...counted, up: 240, down: 380 });
  const before = measured.figuresBefore(1000);
  assert.deepEqual([before?.order.received, before?.bytes, before?.bytesPerTick], [4, 300, 150]);
  assert.deepEqual([figures().order.received, figures().bytes, figures().bytesPerTick], [1, 120, 60]);
  // The next report brings the bytes of what has come since.
  measured.receive(tick(6, now - 100));
  assert.equal(figures().bytesPerTick, 60);
});

test('time out of date belongs to the segment in which it passed, also of one spell', () => {
  const now = epochNow();
  const { measured, figures } = measuring({ due: (seq) => (seq === 1 ? now - 3000 : null) });
  measured.leaveSegment(now - 2000);
  measured.enterSegment(now - 1000);
  const check = () => {
    assert.equal(measured.figuresBefore(10_000)?.staleness.longest, 1000);
    const { longest } = figures().staleness;
    assert.ok(longest >= 1000 && longest < 1500, `${longest}`);
  };
  check();
  measured.receive(tick(1, now - 3000));
  check();
});

test('a price that never came is lost in the segment in which it was due', () => {
  const now = epochNow();
  const { measured, figures } = measuring({ due: (seq) => now - 1000 + seq * 100 });
  measured.leaveSegment(now - 750);
  measured.enterSegment(now - 450);
  measured.receive(tick(8, now - 200));
  // 1 and 2 were due before, 3 to 5 in between, 6 and 7 after.
  assert.deepEqual([measured.figuresBefore(1)?.order.lost, figures().order.lost], [2, 2]);
  measured.receive(JSON.stringify({ gap: { from: 9, to: 9, missed: 1 }, ticks: [] }));
  assert.deepEqual([measured.figuresBefore(1)?.order.missed, figures().order.missed], [0, 1]);
});

test('a tick of the first moments is set aside as such, whenever it comes, and received all the same', () => {
  const calm = epochNow() - 500;
  let calmFrom = Number.POSITIVE_INFINITY;
  const { measured, latencies, figures } = measuring({ calmFrom: () => calmFrom });
  measured.receive(tick(1, calm - 100));
  calmFrom = calm;
  measured.receive(tick(2, calm - 1));
  measured.receive(tick(3, calm + 1));
  assert.deepEqual([latencies.length, latencies[0], latencies[1]], [3, null, null]);
  const { latency, setAside, setAsideFor, order } = figures();
  assert.deepEqual([latency.count, setAside, order.received], [1, 2, 3]);
  assert.deepEqual(setAsideFor, { start: 2, change: 0, interruption: 0 });
});

test('a price that is missing since the first moments is out of date from their end on', () => {
  let calmFrom = Number.POSITIVE_INFINITY;
  const { measured, figures } = measuring({ due: () => epochNow() - 4000, calmFrom: () => calmFrom });
  assert.equal(figures().staleness.ms, 0);
  calmFrom = epochNow() - 700;
  const { ms, longest } = figures().staleness;
  const now = epochNow();
  assert.ok(ms >= 700 - 0.01 && ms <= now - calmFrom + 0.01, `${ms}`);
  assert.equal(longest, ms);
  // So it is when it comes.
  measured.receive(tick(1, epochNow() - 4000));
  const after = figures();
  assert.ok(after.staleness.ms >= 700 - 0.01 && after.staleness.ms <= epochNow() - calmFrom + 0.01);
  assert.equal(after.latency.count, 0);
});

test('a fault of the first moments is recovered from like any other', () => {
  const { measured, figures } = measuring({ calmFrom: () => Number.POSITIVE_INFINITY });
  const over = epochNow() - 50;
  measured.fault(over);
  measured.receive(tick(1, over + 1));
  assert.ok((figures().recovery ?? 0) >= 50);
});

test('who watches the wire is told of a tick by the server’s clock', () => {
  const at: number[] = [];
  const offset = 3_600_000;
  const { measured } = measuring({ clockOffset: () => offset, delivered: (_tick, when) => at.push(when) });
  const before = epochNow();
  measured.receive(tick(1, before + offset - 500));
  assert.ok(at[0] !== undefined && at[0] >= before + offset && at[0] <= epochNow() + offset);
});
