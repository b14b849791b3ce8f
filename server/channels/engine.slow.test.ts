import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { MarketSettings } from '@/lib/market/settings';
import { epochNow } from '@/lib/measure/clock';
import type { TickerState } from '@/server/feed/ticker';
import { marketOf } from '../market/control-secret';
import { startTestServer } from '../testing/server';
import { EnginePage } from './engine.fixture';

async function startSkewed(t: TestContext, port: number, skew: number) {
  const child: ChildProcess = fork(join(__dirname, 'skewed-server.fixture.ts'), [`${port}`, `${skew}`], {
    execArgv: ['--require', 'tsx/cjs'],
  });
  t.after(() => child.kill('SIGKILL'));
  const [listening] = (await once(child, 'message')) as [number];
  return {
    port: listening,
    async kill() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    async market(id: string) {
      child.send(id);
      const [said] = (await once(child, 'message')) as [{ settings: MarketSettings; state: TickerState }];
      return said;
    },
  };
}

for (const skew of [-30_000, 0, 30_000]) {
  test(`a page goes on when its server is killed and another takes over whose clock is ${skew} ms ahead`, async (t) => {
    const first = await startSkewed(t, 0, 0);
    const began = epochNow();
    const page = new EnginePage(`http://127.0.0.1:${first.port}`);
    t.after(() => page.engine.stop());
    await page.until(() => page.ticks >= 20);
    assert.ok(page.prices?.known);
    const { snapshot } = page;
    const killed = epochNow();
    await first.kill();
    await page.until(() => page.snapshot?.status.kind === 'offline');
    await page.until(() => page.prices?.known === false);
    // Whatever is wanted meanwhile holds when the server is back.
    page.engine.change({ ...page.scenario, rate: 40 });
    const second = await startSkewed(t, first.port, skew);
    await page.until(() => page.snapshot?.status.kind === 'running' && page.prices?.known === true);
    const before = page.ticks;
    await page.until(() => page.ticks >= before + 40);
    await page.until(() => page.lanes.every(({ figures }) => figures.recovery !== null));
    const took = epochNow() - killed;
    const all = epochNow() - began;

    assert.ok(!page.statuses.includes('refused'));
    assert.equal(page.snapshot?.market, snapshot?.market);
    const [gone] = page.snapshot?.faults ?? [];
    assert.equal(gone?.kind, 'server');
    assert.ok((gone.to - gone.from) * 1000 <= took && gone.to > gone.from);
    const { settings, state } = await second.market(snapshot?.market ?? '');
    assert.deepEqual([settings.rate, state.schedule?.rate], [40, 40]);
    for (const { id, figures } of page.lanes) {
      const { latency, order, staleness, recovery } = figures;
      assert.equal(order.lost + order.missed + order.doubled + order.outOfOrder, 0, id);
      // Nothing can have been late, or missing, for longer than there was anything.
      assert.ok((latency.max ?? 0) <= all, `${id}: ${latency.max} of ${all}`);
      assert.ok(staleness.longest <= all, `${id}: ${staleness.longest} of ${all}`);
      assert.ok(recovery !== null && recovery > 0 && recovery < took, `${id}: ${recovery}`);
    }
    // What the server could not deliver came when it was back: late, or set aside where it was due while the rate changed.
    const ofAllSegments = [...(page.snapshot?.past ?? []).flatMap(({ lanes }) => lanes), ...page.lanes];
    const sse = ofAllSegments.filter(({ id }) => id === 'sse').map(({ figures }) => figures);
    assert.ok(sse.some(({ latency, setAsideFor }) => setAsideFor.change > 0 || (latency.max ?? 0) > 400));
  });
}

test('what the start of a page delays is no technique’s latency: those ticks are set aside, and counted', async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  const page = new EnginePage(server.origin, { rate: 50, techniques: ['sse', 'websocket'] });
  t.after(() => page.engine.stop());
  await page.until(() => page.ticks >= 1);
  // Shorter than what is noticed as an interruption, and long enough to be told from all that happens later.
  const held = 900;
  for (const until = epochNow() + held; epochNow() < until; );
  await page.until(() => page.lanes.every(({ figures }) => figures.latency.count >= 50));
  for (const { id, figures } of page.lanes) {
    const { latency, staleness, order, setAside, setAsideFor } = figures;
    assert.ok((latency.max ?? held) < held / 2, `${id}: ${latency.max}`);
    assert.ok(staleness.longest < held / 2, `${id}: ${staleness.longest}`);
    assert.ok(setAsideFor.start >= (held / 1000) * 50, `${id}: ${setAsideFor.start}`);
    assert.equal(latency.count + setAside, order.received);
  }
  assert.ok((page.snapshot?.firstMoments ?? 0) >= held / 1000);
});

test('more restarts of the feed than a server makes are complained of, and the market goes on', async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  const page = new EnginePage(server.origin);
  t.after(() => page.engine.stop());
  await page.until(() => page.ticks >= 3);
  for (let i = 0; i < 8; i++) page.engine.strike({ kind: 'restart', seconds: 1 });
  await page.until(() => page.snapshot?.notices.some((notice) => /once a second/.test(notice)) ?? false);
  const { ticks } = page;
  await page.until(() => page.ticks >= ticks + 20);
  assert.deepEqual(
    page.statuses.filter((status) => status !== 'connecting'),
    ['running'],
  );
  assert.ok((page.snapshot?.faults.length ?? 0) >= 5);
});

test('an outage that outlasts the history is out of date for as long as it lasts, during it and after it', async (t) => {
  const server = await startTestServer({ historyMs: 1000 });
  t.after(() => server.stop());
  const began = epochNow();
  const page = new EnginePage(server.origin, { techniques: ['sse', 'short-polling', 'websocket'] });
  t.after(() => page.engine.stop());
  await page.until(() => page.ticks >= 20);
  page.engine.strike({ kind: 'unavailable', seconds: 3 });
  page.engine.strike({ kind: 'rst', seconds: 1 });
  const longest = () => Math.min(...page.lanes.map(({ figures }) => figures.staleness.longest));
  const shares = () => page.lanes.map(({ figures }) => figures.staleness.share);
  // While nothing arrives at all.
  await page.until(() => longest() > 2000);
  assert.ok(page.lanes.every(({ figures }) => figures.order.missed === 0));
  assert.ok(longest() <= epochNow() - began);
  await page.until(() => page.lanes.every(({ figures }) => figures.order.missed > 0));
  const ended = epochNow();
  for (const { id, figures } of page.lanes) {
    assert.ok(figures.staleness.longest > 2800, `${id}: ${figures.staleness.longest}`);
    assert.ok(figures.staleness.longest <= ended - began, `${id}: ${figures.staleness.longest}`);
    // The ticks that would tell of it by their latency never came.
    assert.ok((figures.latency.max ?? 0) < figures.staleness.longest, `${id}: ${figures.latency.max}`);
  }
  const elapsed = (page.snapshot?.elapsed ?? 0) * 1000;
  for (const share of shares()) assert.ok(share * elapsed >= 2800 && share <= 1);
});

test('a market that the server drops ends its run, the page says so, and another run begins', async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  const page = new EnginePage(server.origin);
  t.after(() => page.engine.stop());
  await page.until(() => page.ticks >= 20);
  const before = page.snapshot?.market ?? '';
  server.markets.drop(before);
  await page.until(() => page.snapshot?.notices.some((notice) => /is gone/.test(notice)) ?? false);
  await page.until(() => page.ticks >= 20 && page.snapshot?.market !== before);
  assert.ok(server.markets.has(page.snapshot?.market ?? ''));
  for (const { id, figures } of page.lanes) assert.equal(figures.order.lost + figures.order.missed, 0, id);
});

test('what gives the right to a market leaves neither the engine nor crosses a connection of a technique', async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  const page = new EnginePage(server.origin, {}, true);
  t.after(() => page.engine.stop());
  await page.until(() => page.ticks >= 20 && page.wires.length > 0);
  const crossed = page.wires.flatMap(({ messages }) => messages.map(({ event }) => atob(event.data)));
  const told = JSON.stringify([page.snapshot, page.prices, crossed]);
  const market = page.snapshot?.market ?? '';
  assert.ok(told.includes(market));
  for (let at = 0; at + 32 <= told.length; at++) {
    const part = told.slice(at, at + 32);
    if (/^[\w-]+$/.test(part)) assert.notEqual(marketOf(part), market);
  }
});
