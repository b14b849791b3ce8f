import { techniques } from '@/lib/techniques';
import { startRelay } from './relay';
import { allReceived, everyTechnique, expect, figure, lane, status, test } from './test';

test('when the server dies and comes back, the page says so and goes on with nothing lost', async ({
  ownServer,
  page,
  silence,
}) => {
  silence.expectNoise();
  const first = await ownServer();
  await page.goto(`${first.origin}/?${everyTechnique}&rate=10`);
  await allReceived(page, 10);
  await first.stop('SIGKILL');
  await expect(page.getByRole('alert').filter({ hasText: 'does not answer' })).toBeVisible();
  await expect(status(page)).toHaveText('server not answering');
  // Nobody knows any more which price is the newest, so none looks like it, and none flashes.
  for (const { id } of techniques) {
    await expect(lane(page, id).locator('[data-stale="true"]')).toContainText(/behind|may be old/);
    await expect(lane(page, id)).not.toContainText('newest');
    await expect(lane(page, id).locator('.flash')).toHaveCount(0);
  }
  // One that asks once a second may not have noticed yet, and would never if the server were back before it asks.
  for (const { id } of techniques)
    await expect(lane(page, id).locator('[data-state="open"]')).toHaveCount(0, { timeout: 30_000 });
  const before = await figure(page, 'sse', 'ticks');
  const bytes = await figure(page, 'sse', 'bytes');

  await ownServer({ PORT: String(first.port) });
  await expect(status(page)).toHaveText('running', { timeout: 30_000 });
  await allReceived(page, before + 20);
  for (const { id } of techniques) {
    await expect(lane(page, id).locator('[data-order="whole"]')).toBeAttached();
    expect(await figure(page, id, 'lost')).toBe(0);
    expect(await figure(page, id, 'disorder')).toBe(0);
    expect(await figure(page, id, 'reconnects')).toBeGreaterThanOrEqual(1);
    expect(await figure(page, id, 'recovery'), id).toBeGreaterThan(0);
    expect(await figure(page, id, 'stale_longest'), id).toBeGreaterThan(500);
  }
  expect(await figure(page, 'sse', 'bytes')).toBeGreaterThan(bytes);
  await expect(page.getByRole('note').filter({ hasText: 'was restarted at' })).toBeVisible();
  await expect(lane(page, 'websocket').locator('[data-stale="false"]')).toContainText('newest');
});

test('what is older than the history is shown as a gap with its size', async ({
  ownServer,
  page,
  silence,
}) => {
  silence.expectNoise();
  const server = await ownServer({ HISTORY_SECONDS: '1' });
  const relay = await startRelay(server.port);
  await page.goto(`${relay.origin}/?${everyTechnique}&rate=20`);
  // After the first moments, which are set aside.
  await expect.poll(() => figure(page, 'websocket', 'latency_p50')).toBeGreaterThan(0);
  await allReceived(page, 10);
  relay.refuse(true);
  relay.cut();
  // Three seconds of the demo market, which ticks twice a second.
  const newest = async () => {
    const { ticks } = await (await fetch(`${server.origin}/api/markets/demo/long-poll?since=0`)).json();
    return ticks.at(-1)?.seq ?? 0;
  };
  const then = await newest();
  await expect.poll(newest).toBeGreaterThan(then + 6);
  relay.refuse(false);
  for (const { id } of techniques) {
    await expect(lane(page, id)).toContainText(/gap of \d+/, { timeout: 30_000 });
    await expect.poll(() => figure(page, id, 'lost'), { message: id }).toBeGreaterThan(10);
    expect(await figure(page, id, 'disorder')).toBe(0);
    // The whole outage counts, and not only what the history of a second has brought.
    expect(await figure(page, id, 'stale_longest'), id).toBeGreaterThan(2000);
  }
  await relay.stop();
});

test('a server without room for another market says so on the page', async ({ ownServer, page, context }) => {
  const server = await ownServer({ MAX_MARKETS: '1', MAX_MARKETS_PER_ADDRESS: '2' });
  await page.goto(`${server.origin}/?${everyTechnique}`);
  await expect(status(page)).toHaveText('running');
  const second = await context.newPage();
  await second.goto(server.origin);
  await expect(second.getByRole('alert').filter({ hasText: 'All 1 markets' })).toBeVisible();
  await page.close();
  await second.close();
});

test('a lane that never came back is behind when its run is over, and not newest', async ({
  server,
  page,
}) => {
  await page.goto(`${server.origin}/?techniques=sse&rate=5&symbols=1&length=6&script=3:outage:60`);
  await expect(status(page)).toHaveText('finished', { timeout: 30_000 });
  await expect(lane(page, 'sse').locator('[data-stale="true"]')).toContainText('behind');
  await expect(lane(page, 'sse')).not.toContainText('newest');
});
