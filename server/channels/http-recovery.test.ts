import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import * as z from 'zod';
import { Channel, type ChannelState } from '@/lib/channel/channel';
import { httpTransport } from '@/lib/channel/http-transport';
import { ServerChannel } from './channel';
import { HttpTransport } from './http-transport';

const count = z.object({ type: z.literal('count'), n: z.int() });
const UNLIMITED = { perSecond: 1e6, atOnce: 1e6 };

/**
 * A channel that brings back what it is told, while something happens to answers.
 *
 * @param befall is given each answer before it is made
 */
async function start(t: TestContext, befall: (response: ServerResponse) => void) {
  const heard: number[] = [];
  const transport = new HttpTransport(1000);
  const server = createServer((request, response) => {
    befall(response);
    transport.answer(request, response, (connection) => {
      const channel = new ServerChannel({ up: count, down: count }, connection, UNLIMITED, {
        heard: (message) => {
          heard.push(message.n);
          channel.send(message);
        },
        closed: () => {},
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    transport.close();
    server.close();
    server.closeAllConnections();
  });
  const states: ChannelState[] = [];
  const back: number[] = [];
  let wake = () => {};
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const channel = new Channel({ up: count, down: count }, httpTransport(origin), {
    changed: (state) => {
      states.push(state);
      wake();
    },
    heard: ({ n }) => {
      back.push(n);
      wake();
    },
    unfit: () => {},
  });
  t.after(() => channel.close());
  const until = async (isSo: () => boolean) => {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  await until(() => states.length > 0);
  /** Counts on, one message for each answer. */
  const countTo = async (last: number) => {
    for (let n = 1; n <= last; n++) {
      assert.ok(channel.send({ type: 'count', n }));
      await until(() => back.includes(n) || states.length > 1);
    }
  };
  return { heard, back, states, countTo };
}

for (const [what, befall] of [
  ['is lost on the way', (response: ServerResponse) => response.destroy()],
  ['never comes, as on a connection that is dead', () => {}],
] as const) {
  test(`an exchange whose answer ${what} is repeated, and nothing is said twice`, {
    timeout: 30_000,
  }, async (t) => {
    let answers = 0;
    const { heard, back, states, countTo } = await start(t, (response) => {
      if (++answers === 4) t.mock.method(response, 'end', () => befall(response));
    });
    await countTo(10);
    const numbers = Array.from({ length: 10 }, (_, i) => i + 1);
    assert.deepEqual([heard, back], [numbers, numbers]);
    assert.deepEqual(states, [{ kind: 'open' }]);
  });
}
