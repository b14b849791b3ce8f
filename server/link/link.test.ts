import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '@/lib/faults/faults';
import { idealLink, type LinkSettings } from '@/lib/link/settings';
import { Link, type LinkMember, SEGMENT } from './link';

const linkOf = (settings: Partial<LinkSettings>) => {
  const link = new Link();
  link.change({ ...idealLink, ...settings });
  return link;
};

test('each way takes half of the round trip, to the millisecond', () => {
  const link = linkOf({ rtt: 100 });
  assert.equal(link.arrival('sse', 'up', 10, 1000), 1050);
  assert.equal(link.arrival('sse', 'down', 10_000, 1000), 1050);
  assert.equal(link.datagramArrival('sse', 'down', 10, 1000), 1050);
  assert.equal(linkOf({}).arrival('sse', 'down', 10, 1000), 1000);
});

test('bytes wait for those before them at the bottleneck of their technique and way, and for no others', () => {
  const link = linkOf({ down: 80, up: 40 });
  // 80 kbit/s are 10 bytes a ms.
  assert.equal(link.arrival('sse', 'down', 1000, 1000), 1100);
  assert.equal(link.arrival('sse', 'down', 500, 1010), 1150);
  assert.equal(link.arrival('sse', 'up', 100, 1010), 1030);
  assert.equal(link.arrival('websocket', 'down', 100, 1010), 1020);
  // What comes when it is free again waits for nothing.
  assert.equal(link.arrival('sse', 'down', 100, 2000), 2010);
});

test('jitter adds what it says at most, each time something else, and the same in the same use', () => {
  const arrivals = () => {
    const link = linkOf({ rtt: 100, jitter: 40 });
    return Array.from({ length: 200 }, () => link.arrival('sse', 'down', 10, 0));
  };
  const found = arrivals();
  assert.ok(Math.min(...found) >= 50 && Math.max(...found) <= 90);
  assert.ok(Math.min(...found) < 55 && Math.max(...found) > 85);
  assert.deepEqual(arrivals(), found);
});

test('of segments, acknowledgements and datagrams so many are lost as the link says, each by itself', () => {
  const link = linkOf({ rtt: 100, stalls: 10 });
  assert.ok(link.lossy && !linkOf({ rtt: 100 }).lossy);
  const among = (packet: () => number | null) => {
    const arrivals = Array.from({ length: 2000 }, packet);
    assert.deepEqual(new Set(arrivals), new Set([50, null]));
    const lost = arrivals.filter((arrival) => arrival === null).length / arrivals.length;
    assert.ok(lost > 0.08 && lost < 0.12, String(lost));
    return arrivals;
  };
  const segments = among(() => link.segmentArrival('sse', 'down', SEGMENT, 0));
  const others = among(() => link.segmentArrival('websocket', 'down', SEGMENT, 0));
  assert.notDeepEqual(segments, others);
  among(() => link.acknowledgementArrival('sse', 'down', 0));
  among(() => link.datagramArrival('x', 'down', 10, 0));
  const certain = linkOf({ stalls: 100 });
  assert.equal(certain.segmentArrival('sse', 'up', 1, 0), null);
  assert.equal(certain.arrival('sse', 'up', 1, 0), 0, 'what is no segment is not lost');
});

test('an acknowledgement comes the other way, behind what waits there, and takes no room', () => {
  const link = linkOf({ rtt: 100, down: 8, up: 80 });
  assert.equal(link.segmentArrival('sse', 'up', 100, 1000), 1060);
  assert.equal(link.acknowledgementArrival('sse', 'down', 1000), 1060);
  assert.equal(link.acknowledgementArrival('sse', 'up', 1000), 1050);
  assert.equal(link.acknowledgementArrival('sse', 'down', 1000), 1060);
});

test('a handshake takes a round trip, and a second more for what is lost of it, which doubles', () => {
  assert.equal(linkOf({ rtt: 100 }).handshake('sse'), 100);
  const link = linkOf({ rtt: 100, stalls: 20 });
  const found = Array.from({ length: 2000 }, () => link.handshake('sse'));
  const share = (ms: number) => found.filter((other) => other === ms).length / found.length;
  // Both get through in 0.8² of all cases.
  assert.ok(share(100) > 0.61 && share(100) < 0.67, String(share(100)));
  assert.ok(share(1100) > 0.2 && share(1100) < 0.26, String(share(1100)));
  assert.ok(share(3100) > 0.06 && share(3100) < 0.11, String(share(3100)));
  // So often a system tries, and then once more in vain.
  assert.equal(linkOf({ stalls: 100 }).handshake('sse'), 63_000);
});

test('a datagram takes the way and the bandwidth of its technique, and waits for none that is late', () => {
  const link = linkOf({ rtt: 100, down: 80, up: 40 });
  // 80 kbit/s are 10 bytes a ms.
  assert.equal(link.datagramArrival('x', 'down', 1000, 1000), 1150);
  assert.equal(link.datagramArrival('x', 'down', 500, 1010), 1200);
  assert.equal(link.datagramArrival('x', 'up', 100, 1010), 1080);
  assert.equal(link.datagramArrival('y', 'down', 100, 1010), 1070);

  const jittery = linkOf({ rtt: 100, jitter: 40 });
  const found = Array.from({ length: 200 }, (_, i) => (jittery.datagramArrival('x', 'down', 10, i) ?? 0) - i);
  assert.ok(Math.min(...found) >= 50 && Math.min(...found) < 55, String(Math.min(...found)));
  assert.ok(Math.max(...found) <= 90 && Math.max(...found) > 85, String(Math.max(...found)));
  assert.ok(found.some((ms, i) => i > 0 && i + ms < i - 1 + (found[i - 1] ?? 0)));
});

test('a datagram for which a bottleneck has no room is lost, and takes none from those that follow', () => {
  // 8 kbit/s are 1 byte a ms.
  const link = linkOf({ down: 8 });
  assert.equal(link.datagramArrival('x', 'down', 64 * 1024 - 10, 1000), 1000 + 64 * 1024 - 10);
  assert.equal(link.datagramArrival('x', 'down', 11, 1000), null);
  assert.equal(link.datagramArrival('x', 'down', 10, 1000), 1000 + 64 * 1024);
  assert.equal(link.datagramArrival('x', 'down', 2, 1001), null);
  assert.equal(link.datagramArrival('x', 'down', 1, 1001), 1001 + 64 * 1024);
  // Where there is no bottleneck nothing waits.
  const wide = linkOf({ rtt: 100 });
  for (let i = 0; i < 100; i++) assert.equal(wide.datagramArrival('x', 'down', 1400, 1000), 1050);
});

test('outages come at their time and last as long as they say', (t) => {
  let now = 6100;
  const clock = t.mock.method(performance, 'now', () => now);
  const link = linkOf({ outageEvery: 3, outageFor: 2 });
  const until = [0, 2999, 3000, 4999, 5000, 7999, 8000].map((ms) => link.outageUntil(6100 + ms) - 6100);
  assert.deepEqual(
    until.map((ms) => Math.max(0, ms)),
    [0, 0, 5000, 5000, 0, 0, 10_000],
  );
  assert.equal(link.datagramArrival('x', 'down', 10, 9100), null);
  assert.notEqual(link.datagramArrival('x', 'down', 10, 9099), null);
  // A fault that lasts longer than the outage of the link counts.
  link.strike({ kind: 'outage', seconds: 60 });
  assert.equal(link.outageUntil(9100), 66_100);
  now = 70_000;
  clock.mock.restore();
});

test('an outage may come every second, and a segment be lost in 200', () => {
  const outages = linkOf({ outageEvery: 1, outageFor: 1 });
  const now = performance.now();
  assert.ok(outages.outageUntil(now + 1500) > now + 1500);
  const losing = linkOf({ stalls: 0.5 });
  assert.ok(losing.lossy);
  const lost = Array.from({ length: 2000 }, () => losing.datagramArrival('x', 'down', 10, 0));
  assert.ok(lost.includes(null));
  // An Ethernet frame without the headers of IPv4 and TCP.
  assert.equal(SEGMENT, 1500 - 20 - 20);
});

test('what a link had still to send off does not hold up the one that takes its place', () => {
  const link = linkOf({ down: 80 });
  link.arrival('sse', 'down', 100_000, 1000);
  link.change({ ...idealLink, down: 800 });
  assert.equal(link.arrival('sse', 'down', 100, 1000), 1001);
});

test('what is captured goes to the one who came last, from then on, whoever else ends', () => {
  const link = new Link();
  const record = () => link.capture.record('sse', 1, 'down', false, Buffer.alloc(1))?.arrived();
  const first = link.watch();
  record();
  const second = link.watch();
  record();
  assert.deepEqual(first.take(), { events: [], leftOut: 0 });
  first.stop();
  assert.equal(second.take().events.length, 1);
  const third = link.watch();
  record();
  third.stop();
  record();
  assert.equal(second.take().events.length, 1);
  assert.deepEqual(third.take(), { events: [], leftOut: 0 });
  second.stop();
  assert.ok(!link.capture.on);
});

test('a fault acts for as long as it says, and then no more', (t) => {
  let now = 1000;
  t.mock.method(performance, 'now', () => now);
  const link = new Link();
  assert.ok(!link.active);
  const strike = (kind: Fault['kind']) => link.strike({ kind, seconds: 2 });
  strike('refuse');
  strike('freeze');
  strike('buffer');
  strike('unavailable');
  assert.ok(link.active && link.refusing && link.freezing);
  assert.equal(link.bufferUntil(32 * 1024 - 1), 3000);
  assert.equal(link.bufferUntil(32 * 1024), 0);
  assert.throws(() => link.checkAvailable(), { status: 503, message: /another 2\.0 s/ });
  now = 1500;
  assert.throws(() => link.checkAvailable(), { headers: { 'Retry-After': '2' } });
  now = 2999;
  assert.ok(link.active && link.refusing && link.freezing);
  assert.throws(() => link.checkAvailable(), { message: /another 0\.0 s/ });
  now = 3000;
  assert.ok(!link.active && !link.refusing && !link.freezing);
  link.checkAvailable();
});

test('members are told of changes and faults until they leave; without a link there is none of it', () => {
  const told: string[] = [];
  const member: LinkMember = {
    update: () => told.push('update'),
    freeze: () => told.push('freeze'),
    reset: () => told.push('reset'),
    finish: () => told.push('finish'),
  };
  const link = new Link();
  link.add(member);
  link.change({ ...idealLink, rtt: 10 });
  assert.deepEqual([link.active, link.settings.rtt], [true, 10]);
  for (const kind of ['rst', 'restart', 'fin', 'freeze', 'outage'] as const)
    link.strike({ kind, seconds: 1 });
  const watch = link.watch();
  assert.deepEqual(told, ['update', 'reset', 'reset', 'finish', 'freeze', 'update', 'update', 'update']);
  assert.ok(link.capture.on);
  link.remove(member);
  watch.stop();
  assert.ok(!link.capture.on);
  link.change(idealLink);
  assert.equal(told.length, 8);

  const none = new Link(false);
  none.change(idealLink);
  none.strike({ kind: 'rst', seconds: 1 });
  for (const kind of ['freeze', 'outage'] as const)
    assert.throws(() => none.strike({ kind, seconds: 1 }), { status: 501 });
  assert.throws(() => none.change({ ...idealLink, rtt: 1 }), { status: 501 });
  assert.throws(() => none.watch(), { status: 501 });
});
