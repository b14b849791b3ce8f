import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Pipe } from './pipe';

/** A pipe through which bytes take as long as a test says, with its clock and what has come out. */
function pipeOf(t: TestContext) {
  let now = 1000;
  t.mock.method(performance, 'now', () => now);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const transit = { delay: 0, blockedUntil: 0, lossy: false, lost: [] as boolean[] };
  const out: string[] = [];
  const pipe = new Pipe({
    arrival: (_bytes, at) => at + transit.delay,
    blockedUntil: () => transit.blockedUntil,
    lossy: () => transit.lossy,
    rtt: () => transit.delay,
    segment: (_bytes, at) => (transit.lost.shift() ? null : at + transit.delay / 2),
    acknowledgement: (at) => at + transit.delay / 2,
  });
  return {
    pipe,
    transit,
    out,
    send: (name: string, bytes = 10, extra?: number) => pipe.send(bytes, () => out.push(name), extra),
    pass: (ms: number) => {
      now += ms;
      t.mock.timers.tick(ms);
    },
  };
}

test('what is due at once comes out at once, and what is late keeps what follows behind it', (t) => {
  const { pipe, transit, out, send, pass } = pipeOf(t);
  send('now');
  assert.deepEqual([out, pipe.empty, pipe.queued], [['now'], true, 0]);
  transit.delay = 100;
  send('late', 10, 50);
  transit.delay = 0;
  send('after', 20);
  assert.deepEqual([out, pipe.empty, pipe.queued], [['now'], false, 30]);
  pass(149);
  assert.equal(out.length, 1);
  pass(1);
  assert.deepEqual([out, pipe.empty, pipe.queued], [['now', 'late', 'after'], true, 0]);
});

test('what follows what has come out late is no earlier than that', (t) => {
  const { transit, out, send, pass } = pipeOf(t);
  transit.delay = 100;
  send('first');
  transit.delay = 40;
  pass(50);
  send('second');
  pass(49);
  assert.deepEqual(out, []);
  pass(1);
  assert.deepEqual(out, ['first', 'second']);
});

test('a block keeps all back until it ends, and one for good until it is lifted', (t) => {
  const { pipe, transit, out, send, pass } = pipeOf(t);
  transit.blockedUntil = 1200;
  send('a');
  send('b');
  pass(199);
  assert.deepEqual(out, []);
  pass(1);
  assert.deepEqual(out, ['a', 'b']);

  transit.blockedUntil = Number.POSITIVE_INFINITY;
  send('c');
  pass(1e6);
  assert.equal(pipe.queued, 10);
  transit.blockedUntil = 0;
  pipe.pump();
  assert.deepEqual(out, ['a', 'b', 'c']);
});

test('a block that what has gathered lifts is over as soon as enough has gathered', (t) => {
  const { transit, out, send } = pipeOf(t);
  transit.blockedUntil = 5000;
  send('a');
  transit.blockedUntil = 0;
  send('b');
  assert.deepEqual(out, ['a', 'b']);
});

test('who waits for what is in the pipe is called once it is out, and never after the pipe was cleared', (t) => {
  const { pipe, transit, out, send, pass } = pipeOf(t);
  pipe.whenOut(() => out.push('empty already'));
  assert.deepEqual(out, ['empty already']);
  transit.delay = 100;
  send('a');
  pipe.whenOut(() => out.push('empty'));
  pass(99);
  assert.equal(out.length, 1);
  pass(1);
  assert.deepEqual(out, ['empty already', 'a', 'empty']);
  send('b');
  pipe.whenOut(() => out.push('never'));
  pipe.clear();
  assert.deepEqual([pipe.empty, pipe.queued], [true, 0]);
  pass(1000);
  assert.equal(out.length, 3);
  // Not even when something else comes out of it.
  send('c');
  pass(1000);
  assert.deepEqual(out.slice(3), ['c']);
});

test('an end that takes longer keeps nobody waiting who waits for the bytes before it', (t) => {
  const { pipe, transit, out, send, pass } = pipeOf(t);
  transit.delay = 100;
  send('answer');
  transit.delay = 150;
  pipe.send(0, () => out.push('end'));
  pipe.whenOut(() => out.push('out'));
  pipe.whenOut(() => out.push('out, too'));
  pass(100);
  assert.deepEqual(out, ['answer', 'out', 'out, too']);
  pass(50);
  assert.deepEqual(out, ['answer', 'out', 'out, too', 'end']);
});

test('what is sent later keeps nobody waiting who waits for what was sent before', (t) => {
  const { pipe, transit, out, send, pass } = pipeOf(t);
  transit.delay = 100;
  send('answer');
  pipe.whenOut(() => out.push('the answer is out'));
  pass(50);
  send('what follows');
  pass(50);
  assert.deepEqual(out, ['answer', 'the answer is out']);
  pass(50);
  assert.deepEqual(out, ['answer', 'the answer is out', 'what follows']);
});

test('a block for good is not looked at again and again', (t) => {
  const { transit, send } = pipeOf(t);
  const timers = t.mock.method(globalThis, 'setTimeout', () => undefined);
  transit.blockedUntil = Number.POSITIVE_INFINITY;
  send('a');
  send('b');
  assert.equal(timers.mock.callCount(), 0);
});

test('where a segment is lost, all that follows waits for its repetition, and comes out at once', (t) => {
  const { pipe, transit, out, send, pass } = pipeOf(t);
  Object.assign(transit, { delay: 100, lossy: true, lost: [false, true] });
  for (const name of ['a', 'b', 'c', 'd']) {
    send(name);
    pass(40);
  }
  assert.deepEqual([out, pipe.queued], [['a'], 30]);
  // What followed after 40 ms is heard of 100 ms later: then it is sent again.
  pass(69);
  assert.equal(out.length, 1);
  pass(1);
  assert.deepEqual([out, pipe.queued, pipe.empty], [['a', 'b', 'c', 'd'], 0, true]);
});

test('a request behind its handshake sets out after that, and an end behind what was lost', (t) => {
  const { transit, out, send, pass } = pipeOf(t);
  Object.assign(transit, { delay: 100, lossy: true, lost: [true] });
  send('request', 10, 100);
  send('end', 0);
  pass(100 + 300 + 49);
  assert.deepEqual(out, []);
  pass(1);
  assert.deepEqual(out, ['request', 'end']);
});

test('what is sent once nothing gets lost any more waits for what was lost before', (t) => {
  const { transit, out, send, pass } = pipeOf(t);
  Object.assign(transit, { delay: 100, lossy: true, lost: [true] });
  send('before');
  transit.lossy = false;
  send('after');
  pass(349);
  assert.deepEqual(out, []);
  pass(1);
  assert.deepEqual(out, ['before', 'after']);
});

test('what was lost in a pipe that was cleared is not sent again', (t) => {
  const { pipe, transit, out, send, pass } = pipeOf(t);
  Object.assign(transit, { delay: 100, lossy: true, lost: [true] });
  send('never');
  pipe.clear();
  pass(1000);
  assert.deepEqual(out, []);
  send('again');
  pass(50);
  assert.deepEqual(out, ['again']);
});
