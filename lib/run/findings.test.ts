import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutWhenIdle, heldBack, inClumps, type ObservedStream } from './findings';

const NOW = 100_000;

function stream(part: Partial<ObservedStream>): ObservedStream {
  return { due: [], received: [], missingSince: null, sentSince: 0, ...part };
}

/** Ticks every `every` ms, given out in clumps as something would that waits for `ticks` of them. */
function clumped(count: number, every: number, ticks: number): ObservedStream {
  const due = Array.from({ length: count }, (_, i) => i * every);
  const received = due.map((_, i) => {
    const last = Math.min(count - 1, (Math.floor(i / ticks) + 1) * ticks - 1);
    return last * every + 5 + (i % ticks) * 0.1;
  });
  return stream({ due, received });
}

test('what the server has sent and nobody has had for 5 s is held back', () => {
  const missing = (ms: number, sentSince: number) => stream({ missingSince: NOW - ms, sentSince });
  assert.equal(heldBack(missing(5000, 3), NOW), 5000);
  assert.equal(heldBack(missing(12_000, 40), NOW), 12_000);
  assert.equal(heldBack(missing(4999, 40), NOW), null);
  // The server has nothing to show for it: it is late itself.
  assert.equal(heldBack(missing(12_000, 2), NOW), null);
  assert.equal(heldBack(stream({ sentSince: 40 }), NOW), null);
});

test('ticks that were due over half a second or more, and come together again and again, come in clumps', () => {
  assert.equal(inClumps(clumped(60, 100, 20)), 1900);
  assert.equal(inClumps(clumped(60, 100, 6)), 500);
  assert.equal(inClumps(clumped(60, 100, 5)), null);
  // Two are not enough.
  assert.equal(inClumps(clumped(40, 100, 20)), null);
});

test('ticks that come one by one, bursts, and a single stall are no clumps', () => {
  assert.equal(inClumps(clumped(60, 100, 1)), null);
  const due = Array.from({ length: 60 }, (_, i) => Math.floor(i / 20) * 2000);
  assert.equal(inClumps(stream({ due, received: due.map((at) => at + 3) })), null);
  const stalled = clumped(200, 100, 1);
  const received = Array.from(stalled.received, (at, i) => (i >= 50 && i < 80 ? 8000 : at));
  assert.equal(inClumps(stream({ due: stalled.due, received })), null);
  assert.equal(inClumps(stream({})), null);
});

test('ticks of which some come at once and more than a fifth by themselves are not held back', () => {
  const even = clumped(20, 100, 1);
  const held = clumped(60, 100, 20);
  const due = [...Array.from(held.due), ...Array.from(even.due, (at) => at + 10_000)];
  const received = [...Array.from(held.received), ...Array.from(even.received, (at) => at + 10_000)];
  assert.equal(inClumps(stream({ due, received })), null);
  assert.equal(inClumps(stream({ due: due.slice(0, 75), received: received.slice(0, 75) })), 1900);
});

test('connections that end after the same silence twice are cut when idle', () => {
  const losses = (...silences: number[]) => silences.map((silence, i) => ({ at: i * 100_000, silence }));
  assert.equal(cutWhenIdle(losses(4000, 4100), 0), 4050);
  assert.equal(cutWhenIdle(losses(500, 30_000, 30_900), 25_000), 30_450);
  assert.equal(cutWhenIdle(losses(30_000, 32_000), 25_000), null);
  assert.equal(cutWhenIdle(losses(4000, 4000, 9000), 0), null);
  assert.equal(cutWhenIdle(losses(4000), 0), null);
  assert.equal(cutWhenIdle([], 0), null);
  // Cuts at once are no silence, and what this browser gave up itself is no cut.
  assert.equal(cutWhenIdle(losses(1900, 1900), 0), null);
  assert.equal(cutWhenIdle(losses(10_400, 10_400), 0), null);
  assert.equal(cutWhenIdle(losses(35_400, 35_400), 25_000), null);
});

test('ticks that come within 10 ms of one another come together', () => {
  /** Three groups of twenty that were due over 1.9 s, whose ticks come `apart` ms from one another. */
  const spaced = (apart: number) => {
    const due = Array.from({ length: 60 }, (_, i) => i * 100);
    return stream({ due, received: due.map((_, i) => Math.floor(i / 20) * 2000 + 1905 + (i % 20) * apart) });
  };
  assert.deepEqual(
    [9, 10, 11, 15].map((apart) => inClumps(spaced(apart))),
    [1900, 1900, null, null],
  );
});

test('clumps of several lengths are as long as the median one', () => {
  const [due, received]: [number[], number[]] = [[], []];
  for (const [clump, span] of [1900, 500, 900].entries()) {
    for (let at = 0; at <= span; at += 100) {
      due.push(clump * 2000 + at);
      received.push(clump * 2000 + 1950);
    }
  }
  assert.equal(inClumps(stream({ due, received })), 900);
});

test('four fifths of the ticks have to be in clumps, and no less', () => {
  const held = clumped(60, 100, 20);
  const withAlone = (count: number) => {
    const alone = Array.from({ length: count }, (_, i) => 10_000 + i * 100);
    return stream({
      due: [...Array.from(held.due), ...alone],
      received: [...Array.from(held.received), ...alone],
    });
  };
  assert.equal(inClumps(withAlone(15)), 1900);
  assert.equal(inClumps(withAlone(16)), null);
});

test('silences are alike within a quarter of a second, and begin to say something at 2 s', () => {
  const cutAfter = (...silences: number[]) =>
    cutWhenIdle(
      silences.map((silence) => ({ at: 0, silence })),
      0,
    );
  assert.equal(cutAfter(2000, 2000), 2000);
  assert.equal(cutAfter(1999, 2000), null);
  assert.equal(cutAfter(3000, 3250), 3125);
  assert.equal(cutAfter(3250, 3000), 3125);
  assert.equal(cutAfter(3000, 3251), null);
  assert.equal(cutAfter(9999, 9999), 9999);
  assert.equal(cutAfter(10_000, 10_000), null);
});
