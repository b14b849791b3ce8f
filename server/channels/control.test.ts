import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { type Command, type Report, reportSchema } from '@/lib/channel/control-messages';
import { epochNow } from '@/lib/measure/clock';
import { startTestServer, type TestServer } from '../testing/server';

const settings = { seed: 1, rate: 50, burst: 1, symbols: 4, padding: 0 };

let server: TestServer;
before(async () => {
  server = await startTestServer({ maxMarkets: 3 });
});
after(() => server.stop());

class Page {
  readonly socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/control`);
  private readonly reports: Report[] = [];
  private wake = () => {};

  static async open(): Promise<Page> {
    const page = new Page();
    page.socket.on('message', (data) => {
      page.reports.push(reportSchema.parse(JSON.parse(String(data))));
      page.wake();
    });
    await once(page.socket, 'open');
    return page;
  }

  send(command: Command | string): void {
    this.socket.send(typeof command === 'string' ? command : JSON.stringify(command));
  }

  async next<T extends Report['type']>(type: T): Promise<Extract<Report, { type: T }>> {
    for (;;) {
      const report = this.reports.shift();
      if (report?.type === type) return report as Extract<Report, { type: T }>;
      if (report) continue;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  async close(): Promise<void> {
    this.socket.close();
    await once(this.socket, 'close');
  }
}

test('the clock comes back with the server time of the moment', async () => {
  const page = await Page.open();
  const before = epochNow();
  page.send({ type: 'clock', sent: 12.5 });
  const { sent, at } = await page.next('clock');
  assert.equal(sent, 12.5);
  assert.ok(at >= before && at <= epochNow());
  await page.close();
});

test('a page opens a market, is told its figures, changes, pauses and resumes it', async () => {
  const page = await Page.open();
  page.send({ type: 'open', settings });
  const opened = await page.next('market');
  assert.equal(opened.restored, false);
  await fetch(`${server.origin}/api/markets/${opened.market}/poll`);
  let { techniques } = await page.next('figures');
  while (!techniques['short-polling']) ({ techniques } = await page.next('figures'));
  assert.equal(techniques['short-polling'].requests, 1);
  page.send({ type: 'change', settings: { ...settings, rate: 5, padding: 10 } });
  assert.deepEqual((await page.next('market')).settings, { ...settings, rate: 5, padding: 10 });
  page.send({ type: 'pause' });
  assert.equal((await page.next('market')).state.schedule, null);
  page.send({ type: 'resume' });
  assert.equal((await page.next('market')).state.schedule?.rate, 5);
  await page.close();
});

test('the next run has a market of its own, and the one before is dropped', async () => {
  const page = await Page.open();
  page.send({ type: 'open', settings });
  const first = await page.next('market');
  page.send({ type: 'open', settings });
  const second = await page.next('market');
  assert.notEqual(first.market, second.market);
  assert.ok(!server.markets.has(first.market));
  assert.deepEqual((await page.next('figures')).techniques, {});
  await page.close();
});

test('a market is found again after the connection was lost, and recreated where it is unknown', async () => {
  const page = await Page.open();
  page.send({ type: 'open', settings });
  const { market, state } = await page.next('market');
  page.socket.terminate();
  const again = await Page.open();
  again.send({ type: 'reopen', market, settings, state });
  assert.equal((await again.next('market')).restored, false);
  server.markets.drop(market);
  const later = { ...state, seq: 500, at: epochNow() };
  again.send({
    type: 'reopen',
    market,
    settings,
    state: { ...later, schedule: { seed: 1, seq: 500, at: later.at, rate: 50, burst: 1 } },
  });
  const restored = await again.next('market');
  assert.equal(restored.restored, true);
  assert.ok(restored.state.seq >= 500);
  await again.close();
});

test("the demo market is nobody's to change", async () => {
  const page = await Page.open();
  page.send({ type: 'reopen', market: 'demo', settings, state: { seq: 0, at: 0, schedule: null } });
  assert.match((await page.next('error')).error.message, /demo/);
  page.send({ type: 'change', settings });
  assert.equal((await page.next('error')).error.code, 'no_market');
  await page.close();
});

test('beyond the limit a page is told so', async () => {
  const pages = await Promise.all(Array.from({ length: 4 }, () => Page.open()));
  const refusals: string[] = [];
  for (const page of pages) {
    page.send({ type: 'open', settings });
    const outcome = await Promise.race([page.next('market').then(() => null), page.next('error')]);
    if (outcome) refusals.push(outcome.error.code);
  }
  assert.ok(refusals.includes('too_many_markets'));
  for (const page of pages) await page.close();
});

test('no message, however odd, ends the server or goes unanswered', async () => {
  const page = await Page.open();
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc
          .record({ type: fc.constantFrom('clock', 'open', 'reopen', 'change'), settings: fc.anything() })
          .map((v) => JSON.stringify(v)),
      ),
      async (text) => {
        page.send(text.slice(0, 2000));
        const { error } = await page.next('error');
        assert.ok(error.message.length > 0);
      },
    ),
    { numRuns: 200 },
  );
  await page.close();
});
