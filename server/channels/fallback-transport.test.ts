import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { ControlClient } from '@/lib/channel/control-client';
import type { Report } from '@/lib/channel/control-messages';
import { HttpError, refuse } from '../limits/errors';
import { Markets } from '../market/markets';
import '../testing/browser-globals';
import { ControlChannels } from './control';

const settings = { seed: 1, rate: 50, burst: 1, symbols: 4, padding: 0 };

type Upgrade = 'through' | 'refused' | 'swallowed';

/** Control channels behind something that does with requests to upgrade what it wants. */
async function listen(t: TestContext, upgrade: Upgrade) {
  const markets = new Markets({ maxMarkets: 3, idleMs: 60_000, historyMs: 60_000 });
  const control = new ControlChannels(markets, 10);
  const behind = { upgrade, upgrades: 0, exchanges: 0, refuses: false };
  const server: Server = createServer((request, response) => {
    behind.exchanges++;
    if (behind.refuses) refuse(request, response, new HttpError(403, 'not_allowed', 'Not you.'));
    else control.answer(request, response, '');
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    behind.upgrades++;
    socket.on('error', () => {});
    t.after(() => socket.destroy());
    if (behind.upgrade === 'through') control.accept(request, socket, head, '');
    else if (behind.upgrade === 'refused') socket.end('HTTP/1.1 426 Upgrade Required\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    markets.close();
    control.close();
    server.close();
    server.closeAllConnections();
  });
  return { behind, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A page's end, and what it was told, in order. */
class Page {
  readonly said: string[] = [];
  readonly reports: Report[] = [];
  readonly client: ControlClient;
  private wake = () => {};

  constructor(t: TestContext, origin: string) {
    const say = (what: string) => {
      this.said.push(what);
      this.wake();
    };
    this.client = new ControlClient(origin, {
      opened: () => {},
      online: () => say('online'),
      offline: () => say('offline'),
      refused: (reason) => say(`refused: ${reason}`),
      blocked: (isBlocked) => say(isBlocked ? 'blocked' : 'through'),
      jumped: () => {},
      report: (report) => {
        this.reports.push(report);
        this.wake();
      },
    });
    t.after(() => this.client.close());
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

for (const upgrade of ['refused', 'swallowed'] as const) {
  test(`where a request to upgrade is ${upgrade}, control goes over HTTP`, { timeout: 30_000 }, async (t) => {
    const { behind, origin } = await listen(t, upgrade);
    const page = new Page(t, origin);
    await page.until(() => page.said.includes('blocked'));
    assert.deepEqual(page.said, ['online', 'blocked']);
    // Once more, to be sure; and then no more.
    assert.equal(behind.upgrades, 2);
    await page.until(() => (page.client.clock.estimate?.samples ?? 0) >= 10);
    const { estimate } = page.client.clock;
    assert.ok(estimate);
    // Both ends have the same clock.
    assert.ok(Math.abs(estimate.offset) <= estimate.uncertainty);
    assert.ok(page.client.noiseFloor.estimate !== null);

    assert.equal(page.client.send({ type: 'open', settings }), true);
    await page.until(() => page.reports.filter(({ type }) => type === 'figures').length >= 4);
    assert.equal(page.reports[0]?.type, 'market');
    assert.equal(behind.upgrades, 2);
  });
}

test('where upgrades come through there is no exchange over HTTP', { timeout: 30_000 }, async (t) => {
  const { behind, origin } = await listen(t, 'through');
  const page = new Page(t, origin);
  page.client.send({ type: 'open', settings });
  await page.until(() => page.said.includes('online'));
  assert.deepEqual(page.said, ['through', 'online']);
  assert.deepEqual([behind.upgrades, behind.exchanges], [1, 0]);
});

test('a server that comes back between the two tries is reached over a WebSocket again', {
  timeout: 30_000,
}, async (t) => {
  const { behind, origin } = await listen(t, 'refused');
  const page = new Page(t, origin);
  await page.until(() => page.said.includes('online'));
  behind.upgrade = 'through';
  await page.until(() => page.said.filter((what) => what === 'online').length === 2);
  assert.ok(!page.said.includes('blocked'));
  const { exchanges } = behind;
  assert.equal(page.client.send({ type: 'open', settings }), true);
  await page.until(() => page.reports.filter(({ type }) => type === 'figures').length >= 4);
  // The last of the channel before may still be under way.
  assert.ok(behind.exchanges <= exchanges + 1);
});

test('a server that does not let the page in says why, and is left alone', { timeout: 30_000 }, async (t) => {
  const { behind, origin } = await listen(t, 'refused');
  behind.refuses = true;
  const page = new Page(t, origin);
  await page.until(() => page.said.length > 0);
  // Another page has tried as often as it would by now.
  behind.refuses = false;
  const other = new Page(t, origin);
  await other.until(() => other.said.includes('blocked'));
  assert.deepEqual(page.said, ['refused: Not you.']);
});
