import assert from 'node:assert/strict';
import { on, once } from 'node:events';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { type Command, type Report, reportSchema } from '@/lib/channel/control-messages';
import { epochNow } from '@/lib/measure/clock';
import { startTestServer } from '../testing/server';

const settings = { seed: 1, rate: 50, burst: 1, symbols: 4, padding: 0 };
const ASKED = 60;

/**
 * Says so many commands at once, and hears what comes of each.
 *
 * @param done the report on a command that was obeyed
 */
async function countDone(commands: readonly Command[], done: Report['type'], socket: WebSocket) {
  const start = performance.now();
  const messages = on(socket, 'message');
  for (const command of commands) socket.send(JSON.stringify(command));
  let count = 0;
  let refused = 0;
  for await (const [data] of messages) {
    const report = reportSchema.parse(JSON.parse(String(data)));
    if (report.type === done) count++;
    if (report.type === 'error') {
      assert.equal(report.error.code, 'too_often');
      refused++;
    }
    if (count + refused === commands.length) break;
  }
  // However slow this machine is, no more than one can have come in each second since.
  const atMost = 5 + (performance.now() - start) / 1000;
  assert.ok(count >= 5 && count <= atMost, `${count} were done, at most ${atMost} are allowed`);
}

test('a market is brought back or restarted five times at once, then once a second', async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  const open = async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/control`);
    t.after(() => socket.terminate());
    await once(socket, 'open');
    return socket;
  };
  const restarts = await open();
  restarts.send(JSON.stringify({ type: 'open', settings } satisfies Command));
  await once(restarts, 'message');
  const restart: Command = { type: 'fault', fault: { kind: 'restart', seconds: 1 } };
  await countDone(Array(ASKED).fill(restart), 'fault', restarts);

  const state = { seq: 5, at: epochNow() - 1000, schedule: null };
  const reopens = Array.from(
    { length: ASKED },
    (_, index): Command => ({ type: 'reopen', secret: `${index}`.padStart(32, '-'), settings, state }),
  );
  await countDone(reopens, 'market', await open());
});
