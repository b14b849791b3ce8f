import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { epochNow } from '@/lib/measure/clock';
import { defaultScenario } from '@/lib/scenario/scenario';
import { techniqueOf } from '@/lib/techniques';
import type { Loss } from './findings';
import { Lane } from './lane';

const guard = { timeout: 10_000 };

/** A lane that polls a server, which answers as a test says; and every state that the lane was found in. */
async function polling(t: TestContext) {
  const asked: string[] = [];
  let answer: (response: ServerResponse) => void = (response) => response.end('{"ticks":[]}');
  let wake = () => {};
  let due: number | null = null;
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    asked.push(request.url ?? '');
    answer(response);
    wake();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const scenario = { ...defaultScenario, interval: 0.02 };
  const latencies: (number | null)[] = [];
  const losses: Loss[] = [];
  const context = {
    market: `http://127.0.0.1:${port}/api/markets/abc`,
    scenario: () => scenario,
    clockOffset: () => 0,
    calmFrom: () => 0,
    interrupted: () => false,
    due: () => due,
    ticked: (_lane: Lane, latency: number | null) => latencies.push(latency),
    traded: () => {},
    lost: (_lane: Lane, loss: Loss) => losses.push(loss),
    delivered: () => {},
  };
  const lane = new Lane(techniqueOf('short-polling'), context, 3);
  t.after(() => {
    lane.stop('off');
    server.close();
    server.closeAllConnections();
  });
  return {
    lane,
    asked,
    latencies,
    losses,
    nextIsDue: (at: number) => {
      due = at;
    },
    answerBy: (how: (response: ServerResponse) => void) => {
      answer = how;
    },
    /** Waits for so many requests more. */
    async requests(count: number) {
      for (const until = asked.length + count; asked.length < until; )
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      // Until the lane has had its answer.
      for (let i = 0; i < 5; i++) await new Promise(setImmediate);
    },
    async state(kind: string) {
      while (lane.state.kind !== kind) await new Promise(setImmediate);
      return lane.state;
    },
  };
}

const ticksOf = (...seqs: number[]) =>
  JSON.stringify({ ticks: seqs.map((seq) => ({ seq, symbol: 'KITE', price: 1, at: Date.now() })) });

test('a lane asks from its cursor on, one request after another, and is told of ticks', guard, async (t) => {
  const { lane, asked, requests, answerBy, latencies, state } = await polling(t);
  assert.deepEqual([lane.state.kind, lane.on], ['off', false]);
  lane.restart();
  assert.equal(lane.on, false, 'there is nothing to connect anew');
  answerBy((response) => response.end(ticksOf(4, 5)));
  lane.start();
  lane.start();
  assert.deepEqual([lane.state.kind, lane.on], ['connecting', true]);
  await state('open');
  answerBy((response) => response.end(ticksOf()));
  await requests(2);
  assert.deepEqual(asked.slice(0, 1), ['/api/markets/abc/poll?since=3']);
  assert.ok(asked.slice(1).every((url) => url.endsWith('?since=5')));
  assert.deepEqual([latencies.length, lane.measured.cursor], [2, 5]);
  assert.equal(lane.figures(1000).reconnects, 0);
});

test('a lane that is stopped asks no more, and goes on after its last tick', guard, async (t) => {
  const { lane, asked, requests, answerBy } = await polling(t);
  answerBy((response) => response.end(ticksOf(4)));
  lane.start();
  await requests(1);
  const dropped = new Promise<void>((resolve) => {
    answerBy((response) => response.on('close', resolve));
  });
  await requests(1);
  lane.stop('done');
  assert.deepEqual([lane.state.kind, lane.on], ['done', false]);
  const { length } = asked;
  await dropped;
  assert.deepEqual([asked.length, lane.measured.cursor, lane.state.kind], [length, 4, 'done']);
  answerBy((response) => response.end(ticksOf()));
  lane.start();
  await requests(1);
  assert.match(asked.at(-1) ?? '', /since=4$/);
});

test('a lane that joins leaves out what is before', guard, async (t) => {
  const { lane, asked, requests } = await polling(t);
  lane.join(40);
  await requests(1);
  assert.match(asked[0] ?? '', /since=40$/);
});

test(
  'a message that cannot be read is a lost connection, which is tried again, and counted in its segment',
  guard,
  async (t) => {
    const { lane, requests, answerBy, state } = await polling(t);
    lane.start();
    await requests(1);
    answerBy((response) => response.end('nonsense'));
    const lost = await state('waiting');
    assert.ok(lost.kind === 'waiting');
    assert.equal(lost.reason, 'the server sent something that is no tick');
    assert.ok(lost.retryIn !== null && lost.retryIn > 0 && lost.retryIn <= 250, `${lost.retryIn}`);
    answerBy((response) => response.end(ticksOf()));
    await state('open');
    assert.equal(lane.figures(1000).reconnects, 1);

    assert.equal(lane.figuresBefore(1000), null);
    lane.leaveSegment(Date.now());
    assert.equal(lane.figures(1000).reconnects, 0);
    answerBy((response) => response.writeHead(503).end());
    await state('waiting');
    answerBy((response) => response.end(ticksOf()));
    await state('open');
    // What happened between two segments is of neither.
    assert.equal(lane.figures(1000).reconnects, 1);
    lane.enterSegment(Date.now());
    assert.deepEqual([lane.figures(1000).reconnects, lane.figuresBefore(1000)?.reconnects], [0, 1]);
  },
);

test('a lane waits longer each time it fails, and is not asked again before that', guard, async (t) => {
  const { lane, requests, answerBy, state } = await polling(t);
  answerBy((response) => response.destroy());
  lane.start();
  const waits: number[] = [];
  for (let i = 0; i < 3; i++) {
    await requests(1);
    const waiting = await state('waiting');
    // The state before the request lasts until it has failed.
    for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate);
    if (waiting.kind === 'waiting' && lane.state.kind === 'waiting') waits.push(lane.state.retryIn ?? 0);
  }
  // Each is between half and all of 250, 500 and 1,000 ms.
  assert.ok((waits[0] ?? 999) <= 250 && (waits[1] ?? 0) <= 500 && (waits[2] ?? 0) > 300, `${waits}`);
  const now = performance.now() + 10_000;
  t.mock.method(performance, 'now', () => now);
  assert.ok(lane.state.kind === 'waiting' && lane.state.retryIn === 0);
});

test(
  'a lane that is connected anew drops the request that is under way, and has lost nothing',
  guard,
  async (t) => {
    const { lane, asked, requests, answerBy } = await polling(t);
    lane.start();
    await requests(1);
    const dropped = new Promise<void>((resolve) => {
      answerBy((response) => response.on('close', resolve));
    });
    await requests(1);
    answerBy((response) => response.end(ticksOf(4)));
    lane.restart();
    await dropped;
    await requests(2);
    assert.deepEqual([lane.on, lane.state.kind, lane.measured.cursor], [true, 'open', 4]);
    assert.match(asked.at(-1) ?? '', /since=4$/);
    assert.equal(lane.figures(1000).reconnects, 0);
  },
);

test(
  'what is lost is told with the silence before it: since the last message, or since it tried to connect',
  guard,
  async (t) => {
    const { lane, requests, answerBy, state, losses } = await polling(t);
    const began = epochNow();
    answerBy((response) => response.destroy());
    lane.start();
    await state('waiting');
    const [never] = losses;
    assert.ok(never && never.at >= began && never.at <= epochNow());
    assert.ok(never.silence >= 0 && never.silence <= never.at - began);
    answerBy((response) => response.end(ticksOf()));
    await requests(3);
    answerBy((response) => response.destroy());
    await state('waiting');
    const { at = 0, silence } = losses.at(-1) ?? {};
    const { heardAt } = lane.measured;
    assert.ok(heardAt > never.at && heardAt <= at);
    assert.equal(silence, at - heardAt);
  },
);

test('one that is connected again waits as briefly as at first, and has come back once', guard, async (t) => {
  const { lane, requests, answerBy, state } = await polling(t);
  answerBy((response) => response.destroy());
  lane.start();
  for (let i = 0; i < 3; i++) await requests(1);
  answerBy((response) => response.end(ticksOf()));
  await state('open');
  await requests(3);
  assert.equal(lane.figures(1000).reconnects, 1);
  assert.deepEqual(lane.state, { kind: 'open' });
  answerBy((response) => response.destroy());
  await requests(1);
  const waiting = await state('waiting');
  assert.ok(waiting.kind === 'waiting' && (waiting.retryIn ?? 999) <= 250);
});

test('each segment has the reconnects and the trades of its own', guard, async (t) => {
  const { lane, answerBy, state } = await polling(t);
  lane.start();
  for (const reconnects of [1, 1]) {
    await state('open');
    answerBy((response) => response.destroy());
    await state('waiting');
    answerBy((response) => response.end(ticksOf()));
    await state('open');
    const { tally } = lane.trader;
    lane.leaveSegment(Date.now());
    assert.notEqual(lane.trader.tally, tally);
    lane.enterSegment(Date.now());
    assert.equal(lane.figuresBefore(1000)?.reconnects, reconnects);
  }
});

test('a price can be missing from when a lane connects on, and no more once it is off', guard, async (t) => {
  const { lane, nextIsDue } = await polling(t);
  lane.stop('off');
  nextIsDue(epochNow() - 1000);
  assert.equal(lane.measured.missingSince(epochNow() + 500), null);
  const started = epochNow();
  lane.start();
  const since = lane.measured.missingSince(epochNow() + 500);
  assert.ok(since !== null && since >= started);
  lane.stop('off');
  assert.equal(lane.measured.missingSince(epochNow() + 500), null);
});
