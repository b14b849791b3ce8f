import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { idealLink, type LinkSettings } from '@/lib/link/settings';
import { MOST_NOTES } from '@/lib/wire/crossing';
import { Link, SEGMENT } from './link';
import { type ConnectionBelow, LinkedConnection } from './linked-connection';

const BUFFER = 64 * 1024;
const START = 1000;

/** A connection that is joined to a link by its first request, with a clock and all that happens to it. */
function connected(
  t: TestContext,
  settings: Partial<LinkSettings> = {},
  { prepare = (_link: Link) => {}, flow, request = 10 }: Options = {},
) {
  let now = START;
  t.mock.reset();
  t.mock.method(performance, 'now', () => now);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const happened: string[] = [];
  const below = {
    destroyed: false as boolean,
    interpose: (upgraded: boolean) => happened.push(upgraded ? 'interposed, upgraded' : 'interposed'),
    reset: () => happened.push('reset'),
    finish: () => happened.push('finished'),
  } satisfies ConnectionBelow;
  const link = new Link();
  link.change({ ...idealLink, ...settings });
  prepare(link);
  const connection = new LinkedConnection(below, flow);
  const ask = (name = 'request', bytes = request) =>
    connection.request(link, 'sse', { bytes, copy: () => Buffer.alloc(bytes, 'q') }, () =>
      happened.push(name),
    );
  ask();
  return {
    link,
    connection,
    below,
    happened,
    ask,
    /** What has happened since it was asked last. */
    news: () => happened.splice(0),
    down: (bytes: number, name = 'down') =>
      connection.down(Buffer.alloc(bytes), (piece) => happened.push(`${name} ${piece.length}`)),
    up: (bytes: number | null, name = 'up') =>
      connection.up(bytes === null ? null : Buffer.alloc(bytes), () => happened.push(name)),
    pass: (ms: number) => {
      now += ms;
      t.mock.timers.tick(ms);
    },
  };
}

interface Options {
  prepare?: (link: Link) => void;
  flow?: string;
  request?: number;
}

test('without a link nothing is interposed, and requests arrive at once', (t) => {
  const { connection, link, ask, news } = connected(t);
  ask('second');
  connection.whenSent(() => ask('third'));
  assert.deepEqual(news(), ['request', 'second', 'third']);
  assert.equal(connection.full, false);
  link.change(idealLink);
  assert.deepEqual(news(), []);
  // A link that comes later takes over what is under way.
  link.change({ ...idealLink, rtt: 100 });
  link.change({ ...idealLink, rtt: 200 });
  assert.deepEqual(news(), ['interposed']);
});

test('the first request pays for the handshake too, the next ones for their way alone', (t) => {
  const { ask, news, pass, below } = connected(t, { rtt: 100 });
  assert.deepEqual(news(), ['interposed']);
  pass(149);
  assert.deepEqual(news(), []);
  pass(1);
  assert.deepEqual(news(), ['request']);
  ask('second');
  pass(49);
  assert.deepEqual(news(), []);
  pass(1);
  assert.deepEqual(news(), ['second']);
  ask('never');
  below.destroyed = true;
  pass(1000);
  assert.deepEqual(news(), []);
});

test('what goes down comes out in segments, in order', (t) => {
  const { connection, down, news, pass } = connected(t, { rtt: 100 });
  pass(150);
  news();
  down(2 * SEGMENT + 1);
  let sent = 0;
  connection.whenSent(() => sent++);
  pass(49);
  assert.deepEqual([news(), sent], [[], 0]);
  pass(1);
  assert.deepEqual(news(), [`down ${SEGMENT}`, `down ${SEGMENT}`, 'down 1']);
  assert.equal(sent, 1);
  connection.whenSent(() => sent++);
  assert.equal(sent, 2);
  down(SEGMENT);
  pass(50);
  assert.deepEqual(news(), [`down ${SEGMENT}`]);
  down(0);
  pass(1000);
  assert.deepEqual(news(), []);
});

test('the end of the answer comes when it has crossed', (t) => {
  // One byte takes 1 ms; the end is none.
  const { connection, happened, pass, news } = connected(t, { rtt: 100, down: 8 });
  pass(150);
  news();
  connection.end(() => happened.push('end'));
  pass(49);
  assert.deepEqual(news(), []);
  pass(1);
  assert.deepEqual(news(), ['end']);
});

test('a program has to wait while more than 64 kB are on their way', (t) => {
  const { connection, down, up, pass } = connected(t, { rtt: 100 });
  pass(150);
  down(BUFFER);
  assert.equal(connection.full, false);
  down(1);
  assert.equal(connection.full, true);
  pass(50);
  assert.equal(connection.full, false);
  assert.equal(up(BUFFER - 1), true);
  assert.equal(up(1), false);
  pass(50);
  assert.equal(up(null), true);
});

test('what comes up does so after its way, and the end behind it', (t) => {
  // One byte takes 1 ms; the end is none.
  const { up, pass, news } = connected(t, { rtt: 100, up: 8 });
  pass(1000);
  news();
  up(5, 'message');
  up(null, 'end');
  pass(54);
  assert.deepEqual(news(), []);
  pass(1);
  assert.deepEqual(news(), ['message', 'end']);
});

test('a link that refuses resets new connections, and lets those that stand go on', (t) => {
  const { link, ask, news, pass } = connected(t, { rtt: 100 });
  pass(150);
  news();
  link.strike({ kind: 'refuse', seconds: 5 });
  ask('second');
  pass(50);
  assert.deepEqual(news(), ['second']);

  const refused = connected(t, { rtt: 100 }, { prepare: (it) => it.strike({ kind: 'refuse', seconds: 5 }) });
  assert.deepEqual(refused.news(), ['interposed', 'reset']);
  refused.pass(1000);
  assert.deepEqual(refused.news(), []);
});

test('a link that freezes lets nothing of a new connection pass, ever; nor of one that stands', (t) => {
  const late = connected(t, { rtt: 100 }, { prepare: (it) => it.strike({ kind: 'freeze', seconds: 5 }) });
  assert.equal(late.connection.frozen, true);
  late.pass(60_000);
  assert.deepEqual(late.news(), ['interposed']);
  late.ask('nor a second one');
  late.pass(60_000);
  assert.deepEqual(late.news(), []);

  const standing = connected(t);
  assert.equal(standing.connection.frozen, false);
  standing.news();
  standing.link.strike({ kind: 'freeze', seconds: 5 });
  assert.equal(standing.connection.frozen, true);
  standing.down(10);
  standing.up(10);
  standing.pass(60_000);
  assert.deepEqual(standing.news(), ['interposed']);
});

test('an old connection is not frozen by a new request', (t) => {
  const { connection, link, ask, news } = connected(t);
  link.strike({ kind: 'refuse', seconds: 5 });
  link.remove(connection);
  link.strike({ kind: 'freeze', seconds: 5 });
  news();
  ask('second');
  assert.equal(connection.frozen, false);
  assert.deepEqual(news(), ['second']);
});

test('cuts go to the connection below', (t) => {
  const { link, news } = connected(t);
  link.strike({ kind: 'rst', seconds: 1 });
  link.strike({ kind: 'fin', seconds: 1 });
  assert.deepEqual(news(), ['request', 'reset', 'finished']);
});

test('a proxy keeps answers back until they are complete or 32 kB large, and no messages', (t) => {
  const buffered = { prepare: (it: Link) => it.strike({ kind: 'buffer', seconds: 100 }) };
  const { connection, down, news, pass, ask } = connected(t, {}, buffered);
  assert.deepEqual(news(), ['interposed', 'request']);
  ask('second');
  down(10, 'first answer');
  pass(1000);
  assert.deepEqual(news(), ['second']);
  connection.answered();
  assert.deepEqual(news(), [], 'another answer is under way');
  connection.answered();
  assert.deepEqual(news(), ['first answer 10']);
  // What no request asked for is no answer.
  connection.answered();
  down(10, 'message');
  assert.deepEqual(news(), ['message 10']);
  ask('third');
  news();
  down(10, 'small');
  assert.deepEqual(news(), []);
  down(32 * 1024, 'large');
  assert.equal(news()[0], 'small 10');

  const upgraded = connected(t, {}, buffered);
  upgraded.connection.upgrade();
  upgraded.news();
  upgraded.down(10);
  assert.deepEqual(upgraded.news(), ['down 10']);
});

test('a proxy lets requests pass', (t) => {
  const { up, news } = connected(t, {}, { prepare: (it) => it.strike({ kind: 'buffer', seconds: 100 }) });
  news();
  up(10);
  assert.deepEqual(news(), ['up']);
});

test('an upgraded connection is interposed both ways, at once or when a link needs it', (t) => {
  const first = connected(t, { rtt: 10 });
  assert.equal(first.connection.upgraded, false);
  first.connection.upgrade();
  assert.equal(first.connection.upgraded, true);
  assert.deepEqual(first.news(), ['interposed', 'interposed, upgraded']);
  const later = connected(t);
  later.connection.upgrade();
  assert.deepEqual(later.news(), ['request']);
  later.link.change({ ...idealLink, rtt: 10 });
  assert.deepEqual(later.news(), ['interposed, upgraded']);
});

test('connections of a technique share a bottleneck; one that several techniques share has its own', (t) => {
  const { link, pass, down, news } = connected(t, { down: 80 });
  pass(1);
  news();
  // 80 kbit/s are 10 bytes a ms.
  link.arrival('sse', 'down', 1000, START + 1);
  down(10);
  pass(100);
  assert.deepEqual(news(), []);
  pass(1);
  assert.deepEqual(news(), ['down 10']);

  const shared = connected(t, { down: 80 }, { flow: 'shared' });
  shared.pass(1);
  shared.news();
  shared.link.arrival('sse', 'down', 1000, START + 1);
  shared.down(10);
  shared.pass(1);
  assert.deepEqual(shared.news(), ['down 10']);
});

test('an outage holds back what is on its way, and lets it go when it is over', (t) => {
  const { link, up, down, pass, news } = connected(t);
  news();
  link.strike({ kind: 'outage', seconds: 2 });
  up(10);
  down(10);
  pass(1999);
  assert.deepEqual(news(), ['interposed']);
  pass(1);
  assert.deepEqual(news().sort(), ['down 10', 'up']);
});

test('what an outage of the link holds back comes out when another link takes its place', (t) => {
  const { link, up, down, pass, news } = connected(t, { outageEvery: 1, outageFor: 60 });
  pass(1500);
  news();
  up(10);
  down(10);
  pass(1000);
  assert.deepEqual(news(), []);
  link.change(idealLink);
  assert.deepEqual(news(), ['up', 'down 10']);
});

test('a connection that has left is let through, and is told of nothing more', (t) => {
  const { connection, link, down, news, ask } = connected(t, { rtt: 100 });
  news();
  connection.leave();
  link.strike({ kind: 'rst', seconds: 1 });
  assert.deepEqual(news(), []);
  down(10);
  // The request is ahead of nothing that goes down.
  assert.deepEqual(news(), ['down 10']);
  ask('again');
  link.strike({ kind: 'rst', seconds: 1 });
  assert.deepEqual(news(), ['reset']);
});

test('a connection that goes over to another link leaves the one before', (t) => {
  const { connection, link, news } = connected(t);
  const other = new Link();
  connection.request(other, 'sse', { bytes: 1, copy: () => Buffer.alloc(1) }, () => {});
  news();
  link.strike({ kind: 'rst', seconds: 1 });
  assert.deepEqual(news(), []);
  other.strike({ kind: 'rst', seconds: 1 });
  assert.deepEqual(news(), ['reset']);
});

test('of a closed connection nothing comes out any more', (t) => {
  const { connection, link, down, up, pass, news } = connected(t, { rtt: 100 });
  pass(150);
  news();
  down(10);
  up(10);
  connection.closed();
  link.strike({ kind: 'rst', seconds: 1 });
  pass(1000);
  assert.deepEqual(news(), []);
});

test('the capture has opening, request, answer and close with their times, and whose they are', (t) => {
  const { connection, link, down, up, pass, below } = connected(
    t,
    { rtt: 100 },
    { prepare: (it) => it.watch() },
  );
  const seen = () =>
    link.capture.take().events.map(({ way, bytes, sentAt, arrivedAt, upgraded, technique }) => {
      const since = (at: number) => Math.round(at - performance.timeOrigin - START);
      return [way, bytes, since(sentAt), arrivedAt === null ? null : since(arrivedAt), upgraded, technique];
    });
  pass(150);
  down(2 * SEGMENT);
  pass(50);
  up(7);
  pass(50);
  assert.deepEqual(seen(), [
    ['open', 0, 0, 100, false, 'sse'],
    ['up', 10, 100, 150, false, 'sse'],
    ['down', 2 * SEGMENT, 150, 200, false, 'sse'],
    ['up', 7, 200, 250, false, 'sse'],
  ]);
  connection.upgrade();
  up(3);
  down(4);
  pass(50);
  assert.deepEqual(seen(), [
    ['up', 3, 250, 300, true, 'sse'],
    ['down', 4, 250, 300, true, 'sse'],
  ]);
  down(5);
  below.destroyed = true;
  pass(3000);
  connection.closed();
  assert.deepEqual(seen(), [
    ['down', 5, 300, null, true, 'sse'],
    ['close', 0, 3300, 3300, false, 'sse'],
  ]);
  connection.closed();
  assert.deepEqual(seen(), []);
});

test('connections of a link are numbered, a request on one that stands opens none, and no bytes are copied in vain', (t) => {
  const { connection, link, ask, pass } = connected(t, { rtt: 100 });
  const copied = { bytes: 1, copy: (): Buffer => assert.fail('nobody watches') };
  connection.request(link, 'sse', copied, () => {});
  link.watch();
  ask('third');
  pass(1000);
  const [event, ...others] = link.capture.take().events;
  assert.deepEqual([event?.way, event?.connection, others.length], ['up', 1, 0]);
  new LinkedConnection({ destroyed: false, interpose() {}, reset() {}, finish() {} }).request(
    link,
    'websocket',
    { bytes: 1, copy: () => Buffer.alloc(1) },
    () => {},
  );
  pass(1000);
  assert.deepEqual(
    link.capture.take().events.map(({ way, connection: number }) => [way, number]),
    [
      ['open', 2],
      ['up', 2],
    ],
  );
});

test('notes go with the next bytes down, so many at most, and none where nobody watches', (t) => {
  const { connection, link, down, up, pass } = connected(t, { rtt: 100 });
  const note = (name: string) => ({ plain: name });
  const noted = () => {
    pass(200);
    return link.capture
      .take()
      .events.flatMap(({ way, notes = [] }) =>
        notes.map((one) => `${way} ${'plain' in one ? one.plain : ''}`),
      );
  };
  connection.note(note('unwatched'));
  link.watch();
  down(1);
  assert.deepEqual(noted(), []);
  connection.note(note('a'));
  connection.note(note('b'));
  up(1);
  assert.deepEqual(noted(), []);
  down(1);
  assert.deepEqual(noted(), ['down a', 'down b']);
  down(1);
  assert.deepEqual(noted(), []);
  for (let i = 0; i < MOST_NOTES; i++) connection.note(note(`${i}`));
  connection.note(note('one too many'));
  down(1);
  assert.equal(noted().length, MOST_NOTES);
});

test('through a link that loses segments all comes out in order, and what was lost late', (t) => {
  const { news, down, up, pass } = connected(t, { rtt: 100, stalls: 20 });
  pass(60_000);
  assert.deepEqual(news(), ['interposed', 'request']);
  const waits: number[] = [];
  for (let i = 0; i < 100; i++) {
    if (i % 2) down(10, `${i}`);
    else up(10, `${i} 10`);
    pass(49);
    assert.deepEqual(news(), []);
    let ms = 49;
    for (let out: string[] = []; out.length === 0; ms++) {
      assert.ok(ms < 100_000);
      pass(1);
      out = news();
      if (out.length > 0) assert.deepEqual(out, [`${i} 10`]);
    }
    waits.push(ms);
  }
  assert.ok(waits.filter((ms) => ms === 50).length > 50);
  assert.ok(waits.filter((ms) => ms >= 350).length > 5);
});

test('what a link has lost of a connection that leaves it comes out all the same', (t) => {
  const { connection, link, down, news, pass } = connected(t, { rtt: 100, stalls: 100 });
  news();
  down(10);
  pass(1000);
  assert.deepEqual(news(), []);
  connection.leave();
  link.change({ ...idealLink, rtt: 100, stalls: 100 });
  pass(1000);
  assert.deepEqual(news(), ['down 10']);
});

test('where its handshake is lost a connection is open later', (t) => {
  const { link } = connected(t, { rtt: 100, stalls: 100 }, { prepare: (it) => it.watch() });
  const [open] = link.capture.take().events;
  assert.deepEqual([open?.way, (open?.arrivedAt ?? 0) - (open?.sentAt ?? 0)], ['open', 63_100]);
});
