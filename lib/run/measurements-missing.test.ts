import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Measurements, type MeasuringContext } from './measurements';

/** Measurements on a clock of their own; tick `seq` is due at 100 · `seq` ms of it. */
function measuring(t: TestContext, context: Partial<MeasuringContext> = {}) {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const epoch = (at: number) => performance.timeOrigin + at;
  const latencies: (number | null)[] = [];
  const measured = new Measurements(0, {
    clockOffset: () => 0,
    calmFrom: () => 0,
    delivered: () => {},
    interrupted: () => false,
    due: (seq) => epoch(100 * seq),
    ticked: (latency) => latencies.push(latency === null ? null : Number(latency.toFixed(2))),
    ...context,
  });
  const text = (seq: number, at: number) =>
    JSON.stringify({ seq, symbol: 'KITE', price: seq, at: epoch(at) });
  return {
    measured,
    latencies,
    epoch,
    goTo: (at: number) => {
      now = at;
    },
    receive(at: number, seq: number, due = 100 * seq) {
      now = at;
      measured.receive(text(seq, due));
    },
    /** In all and at the longest, ms. */
    stale() {
      const { ms, longest } = measured.figures(1000).staleness;
      return [ms, longest].map((value) => Math.round(value));
    },
    recovery: () => {
      const { recovery } = measured.figures(1000);
      return recovery === null ? null : Math.round(recovery);
    },
  };
}

test('a tick that another overtook was missing since it was due', (t) => {
  const { receive, stale, measured } = measuring(t);
  receive(110, 1);
  assert.deepEqual(stale(), [10, 10]);
  receive(350, 3);
  assert.deepEqual(stale(), [160, 150]);
  assert.equal(measured.order.lost, 1);
});

test('what was missing as a lane was turned off counts up to then, and nothing is missing while it is off', (t) => {
  const { receive, stale, goTo, measured } = measuring(t);
  receive(110, 1);
  goTo(500);
  measured.leave();
  goTo(900);
  assert.deepEqual(stale(), [310, 300]);
  measured.resume();
  goTo(1000);
  assert.deepEqual(stale(), [410, 300]);
  // To be there twice changes nothing.
  measured.resume();
  assert.deepEqual(stale(), [410, 300]);
});

test('a lane that lacked nothing as it was turned off has not been out of date', (t) => {
  const { receive, stale, goTo, measured, recovery, epoch } = measuring(t);
  receive(110, 1);
  measured.fault(epoch(120));
  goTo(150);
  measured.leave();
  goTo(1000);
  assert.deepEqual(stale(), [10, 10]);
  assert.equal(recovery(), null);
});

test('a fault that lasted as a lane was turned off has lasted until then', (t) => {
  const { receive, goTo, measured, recovery, epoch } = measuring(t);
  receive(110, 1);
  measured.fault(epoch(120));
  goTo(500);
  measured.leave();
  goTo(1000);
  assert.equal(recovery(), 380);
});

test('a lane that joins lacks what is due from then on, also after it was off', (t) => {
  const { goTo, measured, stale } = measuring(t);
  goTo(1050);
  measured.join(5);
  goTo(1080);
  assert.deepEqual(stale(), [30, 30]);
  goTo(1090);
  measured.leave();
  goTo(2000);
  measured.join(5);
  goTo(2020);
  assert.deepEqual(stale(), [60, 40]);
});

test('a gap that comes when nothing is missing makes nothing out of date', (t) => {
  const { receive, goTo, measured, stale } = measuring(t);
  receive(110, 1);
  goTo(150);
  measured.receive(JSON.stringify({ gap: { from: 2, to: 3, missed: 2 }, ticks: [] }));
  assert.equal(measured.order.missed, 2);
  assert.deepEqual(stale(), [10, 10]);
});

test('a tick may seem to come half a second early by the clocks’ error, and no more', (t) => {
  const { receive, latencies } = measuring(t, { due: () => null });
  receive(100, 1, 599);
  receive(200, 2, 699.75);
  receive(300, 3, 801);
  receive(400, 4, 399.75);
  assert.deepEqual(latencies, [0, 0, null, 0.25]);
});

test('the arrivals of the last 2,000 ticks are known', (t) => {
  const { measured, receive } = measuring(t);
  for (let seq = 1; seq <= 2001; seq++) receive(100 * seq, seq);
  assert.equal(measured.arrivals.size, 2000);
  assert.deepEqual(
    [measured.arrivals.has(1), measured.arrivals.has(2), measured.arrivals.has(2001)],
    [false, true, true],
  );
});
