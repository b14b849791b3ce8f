import assert from 'node:assert/strict';
import { on, once } from 'node:events';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { type Command, type Report, reportSchema } from '@/lib/channel/control-messages';
import { epochNow } from '@/lib/measure/clock';
import { MeasuredServer } from '../limits/measured-server.fixture';
import { RawClient } from '../testing/server';

const CHANNELS = 40;
/** As many as a channel may bring back at once. */
const RECALLS = 5;
/** Nobody else waits longer, ms, where the machine has time for this server. */
const LONGEST_WAIT = 200;

const settings = { seed: 1, rate: 200, burst: 1, symbols: 20, padding: 0 };

type Brought = Extract<Report, { type: 'market' }>;

/** Brings back so many markets of 100 s each on one channel. @returns the report on the last one */
async function bringBack(socket: WebSocket, name: string): Promise<Brought> {
  const messages = on(socket, 'message');
  const at = epochNow() - 100_000;
  const state = { seq: 0, at, schedule: { seed: 1, seq: 0, at, rate: 200, burst: 1 } };
  for (let recall = 1; recall <= RECALLS; recall++) {
    const command: Command = {
      type: 'reopen',
      id: recall,
      secret: `${name}-${recall}`.padStart(32, '-'),
      settings,
      state,
    };
    socket.send(JSON.stringify(command));
  }
  for await (const [data] of messages) {
    const report = reportSchema.parse(JSON.parse(String(data)));
    assert.notEqual(report.type, 'error');
    if (report.type === 'market' && report.to === RECALLS) return report;
  }
  throw new Error('the channel has ended');
}

/** Another client, which polls without a pause. @returns ends it, and says how long it had to wait at most, ms */
async function observe(port: number): Promise<() => Promise<number>> {
  const client = new RawClient(port);
  let longest = 0;
  let ended = false;
  const poll = async () => {
    const from = client.down;
    const asked = performance.now();
    client.get('/api/markets/demo/poll?since=2000000000');
    await client.until(/\{"ticks":\[\]\}$/, from);
    return performance.now() - asked;
  };
  await poll();
  const polls = (async () => {
    while (!ended) {
      longest = Math.max(longest, await poll());
      await new Promise(setImmediate);
    }
  })();
  return async () => {
    ended = true;
    await polls;
    await client.close();
    return longest;
  };
}

test('40 channels that each bring back five markets keep nobody else waiting for 200 ms', {
  timeout: 60_000,
}, async (t) => {
  const server = new MeasuredServer({ heartbeatMs: 15_000, collects: false });
  t.after(() => server.stop());
  const { port } = await server.sample(() => true);
  const channels = await Promise.all(
    Array.from({ length: CHANNELS }, async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/api/control`);
      t.after(() => socket.terminate());
      await once(socket, 'open');
      return socket;
    }),
  );
  const stop = await observe(port);
  const before = await server.sample(() => true);
  const first = server.samples.indexOf(before) + 1;

  const brought = await Promise.all(channels.map((socket, channel) => bringBack(socket, `gone-${channel}`)));
  // All of each market's history is there, also for who asks at once.
  for (const { market, state } of brought) {
    const address = `http://127.0.0.1:${port}/api/markets/${market}/poll?since=${state.seq - 2000}`;
    const { gap, ticks } = await (await fetch(address)).json();
    assert.equal(gap, undefined);
    assert.ok(ticks.length >= 2000);
    assert.equal(ticks[0].seq, state.seq - 1999);
  }
  const waited = await stop();
  await server.sample(() => true);
  const held = Math.max(...server.samples.slice(first).map((sample) => sample.held));
  t.diagnostic(
    `${CHANNELS * RECALLS} markets were brought back; another client waited ${waited.toFixed(0)} ms, ` +
      `${held.toFixed(0)} ms of them for this server`,
  );
  assert.ok(held < LONGEST_WAIT, `${held} ms`);
});
