import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { ControlClient } from '@/lib/channel/control-client';
import type { Report } from '@/lib/channel/control-messages';
import { Markets } from '../market/markets';
import '../testing/browser-globals';
import { ControlChannels } from './control';

const settings = { seed: 1, rate: 50, burst: 1, symbols: 4, padding: 0 };

/** A server of control channels alone, on a port that it can come back to. */
async function start(markets: Markets, port = 0) {
  const control = new ControlChannels(markets, 10);
  const server = createServer();
  server.on('upgrade', (request, socket, head) => control.accept(request, socket, head, '127.0.0.1'));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      control.close();
      await closed;
    },
  };
}

test('the page compares clocks before it is online, and comes back to its market', {
  timeout: 20_000,
}, async (t) => {
  const markets = new Markets({ maxMarkets: 3, idleMs: 60_000, historyMs: 60_000 });
  t.after(() => markets.close());
  const said: string[] = [];
  const reports: Exclude<Report, { type: 'clock' | 'figures' }>[] = [];
  let wake = () => {};
  const until = async (isSo: () => boolean) => {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };

  let server = await start(markets);
  const { port } = server;
  const client = new ControlClient(`http://127.0.0.1:${port}`, {
    opened: () => {},
    online: () => {
      said.push('online');
      wake();
    },
    offline: () => {
      said.push('offline');
      wake();
    },
    refused: () => {},
    blocked: () => {},
    jumped: () => {},
    report: (report) => {
      if (report.type !== 'figures') reports.push(report);
      wake();
    },
  });
  t.after(() => client.close());
  await until(() => said.length === 1);
  assert.deepEqual(said, ['online']);
  const estimate = client.clock.estimate;
  assert.ok(estimate);
  assert.ok(estimate.samples >= 10);
  // Both ends have the same clock.
  assert.ok(Math.abs(estimate.offset) <= estimate.uncertainty);

  assert.equal(client.send({ type: 'open', settings }), true);
  await until(() => reports.length === 1);
  const [opened] = reports;
  assert.equal(opened?.type, 'market');

  await server.stop();
  await until(() => said.includes('offline'));
  assert.equal(client.send({ type: 'pause' }), false);
  server = await start(markets, port);
  t.after(() => server.stop());
  await until(() => said.at(-1) === 'online');
  const { market, secret, state } = opened;
  client.send({ type: 'reopen', secret, settings, state });
  await until(() => reports.length === 2);
  const [, again] = reports;
  assert.ok(again?.type === 'market' && again.market === market && !again.restored);
});
