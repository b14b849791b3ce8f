import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { WebSocket } from 'ws';
import { type Report, reportSchema } from '@/lib/channel/control-messages';
import { idealLink } from '@/lib/link/settings';
import { RawClient, startTestServer } from '../testing/server';

const settings = { seed: 1, rate: 50, burst: 1, symbols: 4, padding: 0 };

/** What a page says and hears, as JSON: also what the schemas of today do not know. */
class Page {
  private readonly reports: Report[] = [];
  private wake = () => {};

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.reports.push(reportSchema.parse(JSON.parse(String(data))));
      this.wake();
    });
  }

  static async open(t: TestContext, port: number): Promise<Page> {
    const page = new Page(new WebSocket(`ws://127.0.0.1:${port}/api/control`));
    t.after(() => page.socket.terminate());
    await once(page.socket, 'open');
    return page;
  }

  /** The next report but figures, which come by themselves. */
  async answer(command?: object): Promise<Report> {
    if (command) this.socket.send(JSON.stringify(command));
    for (;;) {
      const report = this.reports.shift();
      if (report && report.type !== 'figures') return report;
      if (report) continue;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  async market(command: object): Promise<Extract<Report, { type: 'market' }>> {
    const report = await this.answer(command);
    assert.ok(report.type === 'market', JSON.stringify(report));
    return report;
  }
}

/** Also where it is reset, which `once` would take for a failure. */
function closed({ socket }: RawClient): Promise<unknown> {
  return new Promise((resolve) => socket.once('close', resolve));
}

async function start(t: TestContext, options = {}) {
  const server = await startTestServer(options);
  t.after(() => server.stop());
  return server;
}

test('the public name of a market is no right to change, to break or to drop it', async (t) => {
  const server = await start(t);
  const { market, settings: before } = await (await Page.open(t, server.port)).market({
    type: 'open',
    settings,
  });
  const stranger = await Page.open(t, server.port);
  const state = { seq: 0, at: 0, schedule: null };
  for (const name of [{ market }, { secret: market }, { market, secret: market }, { secret: 'x'.repeat(32) }])
    await stranger.answer({ type: 'reopen', ...name, settings, state });
  await stranger.answer({ type: 'change', settings: { ...settings, rate: 1 } });
  await stranger.answer({ type: 'link', link: { ...idealLink, rtt: 500 } });
  await stranger.answer({ type: 'fault', fault: { kind: 'outage', seconds: 60 } });
  await stranger.answer({ type: 'pause' });
  await stranger.answer({ type: 'open', settings });

  const { ticker, link } = server.markets.get(market);
  assert.deepEqual(ticker.settings, before);
  assert.equal(ticker.state.schedule?.rate, 50);
  assert.deepEqual(link.settings, idealLink);
  assert.ok(!link.active);
});

test('the secret gives the right to a market, also at a server that does not know it', async (t) => {
  const first = await start(t);
  const { market, secret, state } = await (await Page.open(t, first.port)).market({ type: 'open', settings });
  assert.notEqual(secret, market);
  assert.ok(!secret.includes(market));

  const reopen = { type: 'reopen', secret, settings, state };
  const again = await Page.open(t, first.port);
  const found = await again.market(reopen);
  assert.deepEqual([found.market, found.secret, found.restored], [market, secret, false]);
  const faster = await again.market({ type: 'change', settings: { ...settings, rate: 100 } });
  assert.equal(first.markets.get(market).ticker.settings.rate, 100);
  assert.equal(faster.secret, secret);

  const second = await start(t);
  const restored = await (await Page.open(t, second.port)).market(reopen);
  assert.deepEqual([restored.market, restored.restored], [market, true]);
  assert.ok(second.markets.has(market));
});

test('two markets have nothing in common, neither name nor secret', async (t) => {
  const server = await start(t);
  const page = await Page.open(t, server.port);
  const said: string[] = [];
  for (let i = 0; i < 3; i++) {
    const { market, secret } = await page.market({ type: 'open', settings });
    said.push(market, secret);
  }
  assert.equal(new Set(said).size, 6);
});

test('a page learns at once that its market is gone, and connections to it are cut', async (t) => {
  const server = await start(t);
  const page = await Page.open(t, server.port);
  const { market } = await page.market({ type: 'open', settings });
  const lane = new RawClient(server.port);
  t.after(() => lane.close());
  lane.get(`/api/markets/${market}/sse`);
  await lane.until(/"seq"/);
  const cut = closed(lane);
  server.markets.drop(market);
  assert.deepEqual(await page.answer(), { type: 'gone', market });
  await cut;
  const refused = await page.answer({ type: 'change', settings });
  assert.ok(refused.type === 'error' && refused.error.code === 'no_market');
  await page.market({ type: 'open', settings });
});

test('a market that its page has left lives as long as others use it, unless its room is needed', async (t) => {
  const server = await start(t, { maxMarkets: 2 });
  const page = await Page.open(t, server.port);
  const { market } = await page.market({ type: 'open', settings });
  const watcher = new RawClient(server.port);
  t.after(() => watcher.close());
  watcher.get(`/api/markets/${market}/sse`);
  await watcher.until(/"seq"/);

  await page.market({ type: 'open', settings });
  const before = watcher.down;
  await watcher.atLeast(before + 200);
  assert.ok(server.markets.has(market));

  // All are in use now: the one that nobody owns any more makes room.
  const cut = closed(watcher);
  const { market: third } = await (await Page.open(t, server.port)).market({ type: 'open', settings });
  await cut;
  assert.deepEqual(
    [server.markets.has(market), server.markets.has(third), server.markets.size],
    [false, true, 2],
  );
});

test('a market that its page has left is dropped when the last one who uses it leaves', async (t) => {
  const server = await start(t);
  const page = await Page.open(t, server.port);
  const { market } = await page.market({ type: 'open', settings });
  const release = server.markets.get(market).use();
  await page.market({ type: 'open', settings });
  assert.ok(server.markets.has(market));
  release();
  assert.ok(!server.markets.has(market));
});

test('a market that another channel of its page has taken over is not dropped by the one before', async (t) => {
  const server = await start(t);
  const before = await Page.open(t, server.port);
  const { market, secret, state } = await before.market({ type: 'open', settings });
  const page = await Page.open(t, server.port);
  await page.market({ type: 'reopen', secret, settings, state });
  await before.market({ type: 'open', settings });
  assert.ok(server.markets.has(market));
  const still = await page.market({ type: 'pause' });
  assert.equal(still.market, market);
});
