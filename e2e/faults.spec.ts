import { faultKinds } from '@/lib/faults/faults';
import { techniques } from '@/lib/techniques';
import {
  allReceived,
  breakSomething,
  everyTechnique,
  expect,
  figure,
  lane,
  openSettings,
  status,
  test,
} from './test';

// A browser reports each connection that breaks.
test.beforeEach(({ silence }) => silence.expectNoise());

for (const { kind, name } of faultKinds) {
  test(`after the fault “${name}” every lane has every tick, once and in order`, async ({ page, server }) => {
    // A connection that is frozen is noticed within ten seconds, a long poll that is held a second after that.
    const length = kind === 'freeze' ? 30 : 12;
    await page.goto(
      `${server.origin}/?${everyTechnique}&rate=5&interval=0.5&timeout=1&length=${length}&script=3:${kind}:2&window=run`,
    );
    await expect(status(page)).toHaveText('finished', { timeout: 60_000 });
    const received = await figure(page, 'websocket', 'ticks');
    expect(received).toBeGreaterThan(length * 3);
    for (const { id } of techniques) {
      await expect(lane(page, id).locator('[data-order="whole"]')).toBeAttached();
      expect(await figure(page, id, 'ticks'), id).toBe(received);
      expect(await figure(page, id, 'lost'), id).toBe(0);
      expect(await figure(page, id, 'disorder'), id).toBe(0);
      expect(await figure(page, id, 'recovery'), id).toBeGreaterThan(0);
    }
    const chart = page.getByRole('figure', { name: 'How late is a price?' });
    await chart.scrollIntoViewIfNeeded();
    await expect(chart.getByText(name).first()).toBeVisible();
  });
}

test('a fault that outlasts the history shows as a gap with its size, in every lane', async ({
  ownServer,
  page,
}) => {
  const server = await ownServer({ HISTORY_SECONDS: '1' });
  await page.goto(`${server.origin}/?${everyTechnique}&rate=20&interval=0.2&script=2:unavailable:5,2.5:rst`);
  for (const { id } of techniques) {
    await expect(lane(page, id)).toContainText(/gap of \d+/, { timeout: 30_000 });
    expect(await figure(page, id, 'lost')).toBeGreaterThan(10);
    expect(await figure(page, id, 'disorder')).toBe(0);
  }
});

test('a button makes its fault at once, and the streams reconnect', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}&rate=5`);
  await allReceived(page, 5);
  await breakSomething(page, 'rst');
  for (const id of ['sse', 'websocket']) {
    await expect.poll(() => figure(page, id, 'reconnects'), { timeout: 15_000 }).toBe(1);
  }
});

test('a link acts on every lane at once, and is in the address', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}&rate=5`);
  await allReceived(page, 5);
  await openSettings(page);
  await page.getByLabel('Link', { exact: true }).selectOption('3G');
  await expect(page).toHaveURL(/rtt=300.*down=1600/);
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect.poll(() => figure(page, 'websocket', 'ticks')).toBeLessThan(5);
  await allReceived(page, 20);
  // No tick can be there sooner than half a round trip after it was due.
  for (const { id } of techniques) {
    expect(await figure(page, id, 'latency_p50'), id).toBeGreaterThan(145);
    expect(await figure(page, id, 'disorder')).toBe(0);
  }
});

test('a script that cannot be read is told, and changes nothing', async ({ page, server }) => {
  await page.goto(`${server.origin}/?script=20:earthquake`);
  await expect(page.getByRole('note').filter({ hasText: 'script=20:earthquake' })).toBeVisible();
  await openSettings(page);
  await page.getByLabel('second:fault:seconds').fill('10:rst, 20:fre');
  await expect(page.getByText(/^allowed: a list of/)).toBeVisible();
  await page.getByLabel('second:fault:seconds').fill('10:rst, 20:freeze:3');
  await page.getByLabel('second:fault:seconds').press('Enter');
  await expect(page).toHaveURL(/script=10:rst,20:freeze:3/);
});
