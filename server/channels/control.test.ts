import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { type Command, type Report, reportSchema } from '@/lib/channel/control-messages';
import { idealLink } from '@/lib/link/settings';
import { epochNow } from '@/lib/measure/clock';
import { newSecret } from '../market/control-secret';
import { startTestServer, type TestServer } from '../testing/server';

const settings = { seed: 1, rate: 50, burst: 1, symbols: 4, padding: 0 };

let server: TestServer;
before(async () => {
  server = await startTestServer({ maxMarkets: 8 });
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

  async next<T extends Report['type']>(...types: T[]): Promise<Extract<Report, { type: T }>> {
    const isSought = (report: Report): report is Extract<Report, { type: T }> =>
      types.some((type) => type === report.type);
    for (;;) {
      const report = this.reports.shift();
      if (report && isSought(report)) return report;
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
  const { market, secret, state } = await page.next('market');
  page.socket.terminate();
  const again = await Page.open();
  again.send({ type: 'reopen', secret, settings, state });
  assert.equal((await again.next('market')).restored, false);
  server.markets.drop(market);
  const later = { ...state, seq: 500, at: epochNow() };
  again.send({
    type: 'reopen',
    secret,
    settings,
    state: { ...later, schedule: { seed: 1, seq: 500, at: later.at, rate: 50, burst: 1 } },
  });
  const restored = await again.next('market');
  assert.equal(restored.restored, true);
  assert.equal(restored.market, market);
  assert.ok(restored.state.seq >= 500);
  await again.close();
});

test('every answer says to which command it belongs, an error too', async () => {
  const page = await Page.open();
  page.send({ type: 'pause', id: 1 });
  assert.equal((await page.next('error')).to, 1);
  page.send({ type: 'open', id: 2, settings });
  assert.equal((await page.next('market')).to, 2);
  page.send({ type: 'link', id: 3, link: { ...idealLink, rtt: 40 } });
  const linked = await page.next('market');
  assert.deepEqual([linked.to, linked.link.rtt, linked.capture], [3, 40, false]);
  page.send({ type: 'capture', id: 4, on: true });
  const watched = await page.next('market');
  assert.deepEqual([watched.to, watched.capture], [4, true]);
  page.send({ type: 'fault', id: 5, fault: { kind: 'rst', seconds: 1 } });
  assert.equal((await page.next('fault')).to, 5);
  page.send(JSON.stringify({ type: 'change', id: 6, settings: {} }));
  assert.equal((await page.next('error')).to, 6);
  page.send('{"type":"change","id":-1}');
  assert.equal((await page.next('error')).to, undefined);
  await page.close();
});

test('the wire is told to the page that came last, and goes on when the channel it had before is dropped', async () => {
  const old = await Page.open();
  old.send({ type: 'open', settings: { ...settings, rate: 200 }, capture: true });
  const { market, secret, state } = await old.next('market');
  const page = await Page.open();
  page.send({ type: 'reopen', secret, settings, state, capture: true });
  await page.next('market');
  await fetch(`${server.origin}/api/markets/${market}/poll`);
  const seen = [...(await page.next('wire')).events];
  // All of it: nothing goes to the channel that nobody listens to any more.
  while (!seen.some(({ way }) => way === 'down')) seen.push(...(await page.next('wire')).events);
  assert.ok(seen.some(({ way }) => way === 'up'));
  await old.close();
  await fetch(`${server.origin}/api/markets/${market}/poll`);
  assert.ok((await page.next('wire')).events.length > 0);
  await page.close();
});

test('a market goes on at once on a server whose clock is behind that of the one before', async () => {
  const page = await Page.open();
  const at = epochNow() + 30_000;
  const schedule = { seed: 1, seq: 700, at: at - 5000, rate: 50, burst: 1 };
  page.send({ type: 'reopen', secret: newSecret(), settings, state: { seq: 950, at, schedule } });
  const { state } = await page.next('market');
  assert.ok(state.seq >= 950 && state.at <= epochNow());
  const from = state.seq;
  let { state: later } = await page.next('figures');
  while (later.seq <= from) ({ state: later } = await page.next('figures'));
  await page.close();
});

test("the demo market is nobody's to change", async () => {
  const page = await Page.open();
  const state = { seq: 0, at: 0, schedule: null };
  for (const name of [{ market: 'demo' }, { secret: 'demo' }]) {
    page.send(JSON.stringify({ type: 'reopen', ...name, settings, state }));
    assert.match((await page.next('error')).error.message, /secret/);
  }
  page.send({ type: 'change', settings });
  assert.equal((await page.next('error')).error.code, 'no_market');
  await page.close();
});

test('beyond the limit a page is told so', async () => {
  const pages = await Promise.all(Array.from({ length: 9 }, () => Page.open()));
  const refusals: string[] = [];
  for (const page of pages) {
    page.send({ type: 'open', settings });
    const outcome = await page.next('market', 'error');
    if (outcome.type === 'error') refusals.push(outcome.error.code);
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
